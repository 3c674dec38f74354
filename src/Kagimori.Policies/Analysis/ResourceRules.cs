using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about Resource and NotResource.</summary>
internal static class ResourceRules
{
    private static readonly string[] Elements = ["Resource", "NotResource"];
    private static readonly string[] Partitions = ["aws", "aws-cn", "aws-us-gov"];

    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfStatements("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", Error, "Remove the element: the resource is the role.", statement =>
            from name in Elements
            where statement.Document.Grammar == PolicyGrammar.TrustPolicy && statement.Node[name] is not null
            select statement.PlaceOf(name).Says("A trust policy does not name resources.")),
        LintRule.OfResources("INVALID_ARN_PREFIX", Error, "Write \"*\" or arn:partition:service:region:account:resource.", (_, resource) =>
            resource.Value != "*" && Parts(resource)[0] != "arn" ? $"\"{resource.Value}\" is neither an ARN nor \"*\"." : null),
        LintRule.OfResources("MISSING_ARN_FIELD", Error, "Write all six parts: arn:partition:service:region:account:resource.", (_, resource) =>
            resource.Value != "*" && Parts(resource) is ["arn", ..] and { Length: < 6 } parts ? $"The ARN has {parts.Length} parts instead of six." : null),
        LintRule.OfResources("INVALID_PARTITION", Error, "Use aws, aws-cn or aws-us-gov.", (_, resource) =>
            Parts(resource) is ["arn", var partition, ..] && !Partitions.Contains(partition) && !IsPattern(partition)
                ? $"\"{partition}\" is not a partition.{Nearest.Hint(partition, Partitions)}" : null),
        LintRule.OfResources("INVALID_ARN_SERVICE_CASE", Error, "Write the service in small letters.", (_, resource) =>
            Parts(resource) is ["arn", _, var service, ..] && service.Any(char.IsAsciiLetterUpper) && !IsPattern(service) ? $"The service \"{service}\" has capital letters." : null),
        LintRule.OfResources("WILDCARD_IN_SERVICE_NAME", Suggestion, "Write the service out.", (_, resource) =>
            Parts(resource) is ["arn", _, var service, ..] && service.AsSpan().ContainsAny('*', '?') ? "The ARN has a wildcard for its service." : null),
        LintRule.OfResources("INVALID_ARN_ACCOUNT", Error, "Write the 12 digits of an account, or *.", (_, resource) =>
            Full(resource) is [_, _, _, _, var account, _] && account.Length > 0 && account != "aws" && !IsPattern(account) && !IsAccount(account)
                ? $"\"{account}\" is not an account id." : null),
        LintRule.OfResources("ARN_REGION_NOT_ALLOWED", Error, "Leave the Region empty.", (_, resource) =>
            Full(resource) is [_, _, "iam", { Length: > 0 } region, _, _] && region != "*" ? $"IAM has no Regions, but the ARN names \"{region}\"." : null),
        LintRule.OfResources("MISSING_ARN_REGION", Error, "Add the Region of the key, or *.", (_, resource) =>
            Full(resource) is [_, _, "kms", "", _, _] ? "Keys and aliases are in a Region: the ARN matches none." : null),
        LintRule.OfResources("MISSING_ARN_ACCOUNT", Error, "Add the account of the key, or *.", (_, resource) =>
            Full(resource) is [_, _, "kms", _, "", _] ? "Keys and aliases are in an account: the ARN matches none." : null),
        LintRule.OfResources("INVALID_ARN_RESOURCE", Error, "Write key/KEY-ID or alias/NAME.", (_, resource) =>
            Full(resource) is [_, _, "kms", _, _, var name] && !IsPattern(name) && !IsKeyOrAlias(name) ? $"\"{name}\" is neither key/… nor alias/…: the ARN matches nothing of KMS." : null),
        LintRule.OfResources("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", Error, "Write \"Resource\": \"*\", which means the key.", (statement, resource) =>
            statement.Document.Grammar == PolicyGrammar.KeyPolicy && Full(resource) is [_, _, var service, _, _, var name]
            && ((service != "kms" && !IsPattern(service)) || name.StartsWith("alias/", StringComparison.Ordinal)) ? $"{resource.Value} is not a key." : null),
        LintRule.OfResources("KEY_POLICY_RESOURCE_NOT_STAR", Warning, "Write \"Resource\": \"*\", which means the key.", (statement, resource) =>
            statement.Document.Grammar == PolicyGrammar.KeyPolicy && Full(resource) is [_, _, "kms", _, _, var name] && !name.StartsWith("alias/", StringComparison.Ordinal)
                ? "The statement applies only if this is the ARN of the key itself; in a replica of the key, or in a copy of the policy, it is not." : null),
        LintRule.OfStatements("ALIAS_ARN_DOES_NOT_ALLOW_KEY_USE", Warning, "Name the key's ARN, or write \"*\" with a condition on kms:RequestAlias or kms:ResourceAliases.", AliasesOnly),
        LintRule.OfActions("ACTION_HAS_NO_RESOURCE", Warning, "Put the action into a statement with \"Resource\": \"*\".", (statement, action) =>
            IsIdentity(statement) && !statement.HasNotAction && !statement.HasNotResource && statement.Resources.Count > 0 && statement.Resources.All(resource => resource.Value != "*")
            && LintStatement.KmsActionsOf(action).ToList() is { Count: > 0 } known && known.TrueForAll(one => !one.IsOnKey)
                ? $"{action.Value} is not done to a key or alias: it is decided on \"*\", which no resource of the statement matches." : null),
    ];

    private static string[] Parts(LintText resource) => resource.Value.Split(':', 6);

    private static string[] Full(LintText resource) => Parts(resource) is ["arn", _, _, _, _, _] parts ? parts : [];

    private static bool IsPattern(string part) => part.AsSpan().ContainsAny('*', '?') || part.Contains("${", StringComparison.Ordinal);

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static bool IsKeyOrAlias(string name) => name.StartsWith("key/", StringComparison.Ordinal) || name.StartsWith("alias/", StringComparison.Ordinal);

    private static bool IsIdentity(LintStatement statement) =>
        statement.Document.Grammar is PolicyGrammar.IdentityPolicy or PolicyGrammar.PermissionsBoundary or PolicyGrammar.SessionPolicy;

    private static IEnumerable<LintHit> AliasesOnly(LintStatement statement)
    {
        if (!IsIdentity(statement) || statement.HasNotResource || statement.HasNotAction || statement.Resources.Count == 0) yield break;
        if (!statement.Resources.All(resource => Full(resource) is [_, _, "kms", _, _, var name] && name.StartsWith("alias/", StringComparison.Ordinal))) yield break;
        foreach (var action in statement.Actions)
            if (LintStatement.KmsActionsOf(action).ToList() is { Count: > 0 } known && known.TrueForAll(one => one.IsOnKey && !one.Name.EndsWith("Alias", StringComparison.Ordinal)))
                yield return action.Place.Says($"{action.Value} is decided on the key, also when a request names it by an alias: an alias ARN does not match.");
    }
}
