using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about condition keys: whether there is such a key, and whether the statement's actions have it.</summary>
internal static class ConditionKeyRules
{
    /// <summary>Keys of AWS that no request of this product has.</summary>
    private static readonly string[] OnlyOnAws = ["aws:ChatbotSourceArn", "aws:CalledViaAWSMCP", "aws:ViaAWSMCPService"];

    private static readonly string[] Names = [.. WellKnownKeys.All.Select(key => key.Name)];

    private static readonly string[] Sources = ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"];

    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfConditions("INVALID_CONDITION_KEY_FORMAT", Error, "Write service:key.", condition =>
            condition.Key.Text.Contains(':', StringComparison.Ordinal) ? []
                : [condition.Place.Says($"\"{condition.Key.Text}\" has no service prefix.{Nearest.Hint($"aws:{condition.Key.Text}", Names)}")]),
        LintRule.OfStatements("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", Error, "Put the values into one list.", Duplicates),
        LintRule.OfConditions("UNSUPPORTED_GLOBAL_CONDITION_KEY", Error, "Use aws:PrincipalArn for the caller, aws:SourceArn for what a service acts for.", condition =>
            IsArn(condition) ? [condition.Place.Says("aws:ARN is no condition key any more.")] : []),
        LintRule.OfConditions("INVALID_GLOBAL_CONDITION_KEY", Error, "Correct the name of the key.", condition =>
            condition.HasPrefix("aws:") && IsUnknown(condition) && !IsArn(condition) && !OnlyOnAws.Contains(condition.Key.Text, StringComparer.OrdinalIgnoreCase)
                ? [condition.Place.Says($"There is no condition key {condition.Key.Text}.{Nearest.Hint(condition.Key.Text, Names)}")] : []),
        LintRule.OfConditions("INVALID_SERVICE_CONDITION_KEY", Error, "Correct the name of the key.", condition =>
            condition.HasPrefix("kms:") && IsUnknown(condition) && !ConditionReader.IsNotPermitted(condition.Key) ? [condition.Place.Says($"KMS has no condition key {condition.Key.Text}.{Nearest.Hint(condition.Key.Text, Names)}")] : []),
        LintRule.OfConditions("MISSING_TAG_KEY_IN_CONDITION", Error, "Add what is compared, for example aws:ResourceTag/team or kms:EncryptionContext:app.", condition =>
            IsBareFamily(condition) ? [condition.Place.Says($"{condition.Key.Text} does not say which {(condition.HasPrefix("kms:") ? "entry" : "tag")} is compared.")] : []),
        LintRule.OfConditions("CONDITION_KEY_NOT_PERMITTED", Error, "Put the condition into an IAM policy, or leave it out: a key policy is of one key.", condition =>
            condition.Statement.Document.Grammar == PolicyGrammar.KeyPolicy && ConditionReader.IsNotPermitted(condition.Key)
                ? [condition.Place.Says($"KMS does not permit {condition.Key.Text} in a key policy.")] : []),
        LintRule.OfConditions("DEPRECATED_CONDITION_KEY", Warning, "Use kms:KeySpec or kms:KeyUsage.", condition =>
            condition.Key.Known is WellKnownKey.KmsCustomerMasterKeySpec or WellKnownKey.KmsCustomerMasterKeyUsage ? [condition.Place.Says($"{condition.Key.Text} is an old name.")] : []),
        LintRule.OfConditions("CONDITION_NEVER_MET", Error, "Remove the condition, or put actions into the statement whose requests have the key.", condition =>
            NeverMet(condition) ? [condition.Place.Says($"No request for the statement's actions has {condition.Key.Text}: the statement never applies.")] : []),
        LintRule.OfConditions("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", Error, "Move these actions to a statement without this condition.", Unsupplied),
        LintRule.OfConditions("MISSING_PAIRED_CONDITION_KEYS", SecurityWarning, "Add aws:SourceVpc or aws:SourceVpce: private addresses are the same in every network.", condition =>
            condition.Key.Known == WellKnownKey.AwsVpcSourceIp && condition.Statement.Allows
            && !condition.Statement.Conditions.Any(other => Sources.Contains(other.Key.Text, StringComparer.OrdinalIgnoreCase))
                ? [condition.Place.Says("aws:VpcSourceIp does not say of which network the address is.")] : []),
        LintRule.OfConditions("UNTRUSTWORTHY_CONDITION_KEY", SecurityWarning, "Use a key that the caller cannot choose.", condition =>
            condition.Key.Known is WellKnownKey.AwsUserAgent or WellKnownKey.AwsReferer ? [condition.Place.Says($"Callers send in {condition.Key.Text} what they like.")] : []),
    ];

    private static bool IsUnknown(LintCondition condition) => condition.Key.Known == WellKnownKey.Unknown && !IsBareFamily(condition);

    private static bool IsArn(LintCondition condition) => condition.Key.Text.Equals("aws:ARN", StringComparison.OrdinalIgnoreCase);

    private static bool IsBareFamily(LintCondition condition) =>
        condition.Key.Known == WellKnownKey.Unknown && WellKnownKeys.All.Any(key => key.IsFamily
            && (key.Name.Equals(condition.Key.Text, StringComparison.OrdinalIgnoreCase) || key.Name[..^1].Equals(condition.Key.Text, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<LintHit> Duplicates(LintStatement statement)
    {
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var condition in statement.Conditions)
            if (!known.Add($"{condition.OperatorText} {condition.Key.Text}"))
                yield return condition.Place.Says($"{condition.Key.Text} is there twice under {condition.OperatorText}: letter case does not tell keys and operators apart.");
    }

    private static bool NeverMet(LintCondition condition) =>
        condition.RequiresAValue && condition.Key.Known != WellKnownKey.Unknown && IsAboutKmsOnly(condition.Statement)
        && !condition.Statement.KmsActions.Any(action => action.Supplies(condition.Key));

    private static bool IsAboutKmsOnly(LintStatement statement) =>
        !statement.HasNotAction && statement.KmsActions.Count > 0 && statement.Actions.All(action => action.Value.StartsWith("kms:", StringComparison.OrdinalIgnoreCase));

    // IfExists and Null are how one statement is written for actions with and without a key.
    private static IEnumerable<LintHit> Unsupplied(LintCondition condition)
    {
        if (condition.Operator is null or { IfExists: true } or { Base: ConditionOperator.Null } || condition.Statement.HasNotAction || NeverMet(condition)) yield break;
        var without = condition.Statement.Actions.Where(action => !action.HasWildcard && LintStatement.KmsActionsOf(action).Any(known => !known.Supplies(condition.Key)))
            .Select(action => action.Value).ToList();
        if (without.Count > 0) yield return condition.Place.Says($"Requests for {string.Join(", ", without)} do not have {condition.Key.Text}.");
    }
}
