using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about Action and NotAction.</summary>
internal static class ActionRules
{
    private static readonly string[] Names = [.. KmsActions.All.Select(action => action.Action)];

    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfActions("INVALID_SERVICE_IN_ACTION", Error, "Write the service prefix out: letters, digits and hyphens, for example kms.", (_, action) =>
            Prefix(action) is { } prefix && (prefix.Length == 0 || !prefix.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) ? $"\"{prefix}\" is not a service prefix." : null),
        LintRule.OfActions("INVALID_ACTION", Error, "Correct the name; the documentation of the service lists its actions.", (_, action) => Unknown(action)),
        LintRule.OfActions("UNSUPPORTED_ACTION_IN_POLICY", Error, "Remove the action, or move it into the kind of policy that decides it.", Unsupported),
        LintRule.OfActions("ACTION_NOT_DECIDED_BY_KEY_POLICY", Warning, "Allow it in an identity policy: the action is not on a key, or the grant decides it.", (statement, action) =>
            statement.Document.Grammar == PolicyGrammar.KeyPolicy && LintStatement.KmsActionsOf(action).ToList() is { Count: > 0 } known
            && !known.Exists(one => one.IsDecidedByKeyPolicy) ? $"No key policy decides {action.Value}: the entry never applies." : null),
        LintRule.OfActions("CROSS_ACCOUNT_ACTION_NOT_POSSIBLE", Warning, "Let a role of the key's own account do it, and let the other account assume that role.", Foreign),
        LintRule.OfStatements("RCP_SYNTAX_ERROR_NOTACTION", Error, "List the actions in Action.", statement =>
            statement.Document.Grammar == PolicyGrammar.ResourceControlPolicy && statement.Node["NotAction"] is not null
                ? [statement.PlaceOf("NotAction").Says("A resource control policy cannot have NotAction.")] : []),
        LintRule.OfActions("RCP_SYNTAX_ERROR_ACTION", Error, "Write kms:* or a narrower pattern.", (statement, action) =>
            statement.Document.Grammar == PolicyGrammar.ResourceControlPolicy && action.Value == "*" ? "An action of a resource control policy needs a service prefix." : null),
        LintRule.OfStatements("RCP_SYNTAX_ERROR_ALLOW", Error, "Turn the statement into a Deny of what must not be; everything else is allowed already.", statement =>
            statement.Document.Grammar == PolicyGrammar.ResourceControlPolicy && statement.Allows
                ? [statement.PlaceOf("Effect").Says("A resource control policy of one's own can only deny.")] : []),
    ];

    private static string? Prefix(LintText action)
    {
        var colon = action.Value.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : action.Value[..colon];
    }

    private static bool IsOfKms(LintText action) => "kms".Equals(Prefix(action), StringComparison.OrdinalIgnoreCase);

    private static string? Unknown(LintText action)
    {
        if (action.Value == "*" || action.HasVariable) return null;
        if (Prefix(action) is null) return $"\"{action.Value}\" has no service prefix.{Nearest.Hint($"kms:{action.Value}", Names)}";
        if (action.Value.Count(c => c == ':') > 1) return $"\"{action.Value}\" has more than one colon.";
        if (!IsOfKms(action) || LintStatement.KmsActionsOf(action).Any()) return null;
        // The operation is called ReEncrypt, its two permissions are not.
        if (action.Value.Equals("kms:ReEncrypt", StringComparison.OrdinalIgnoreCase)) return "There is no action kms:ReEncrypt. Did you mean kms:ReEncrypt*, for kms:ReEncryptFrom and kms:ReEncryptTo?";
        return action.HasWildcard
            ? $"No action of KMS matches {action.Value}.{Nearest.Hint(action.Value.Trim('*', '?'), Names)}"
            : $"KMS has no action {action.Value}.{Nearest.Hint(action.Value, Names)}";
    }

    private static string? Unsupported(LintStatement statement, LintText action)
    {
        if (action.Value == "*" || Prefix(action) is not { } prefix) return null;
        return statement.Document.Grammar switch
        {
            PolicyGrammar.KeyPolicy when !IsOfKms(action) => $"{action.Value} is not done to a key: the entry never applies.",
            PolicyGrammar.TrustPolicy when !prefix.Equals("sts", StringComparison.OrdinalIgnoreCase) => $"{action.Value} is not an action of assuming a role.",
            _ => null,
        };
    }

    private static string? Foreign(LintStatement statement, LintText action)
    {
        if (statement.Document is not { Grammar: PolicyGrammar.KeyPolicy, Account: { } owner } || !statement.Allows || statement.HasNotAction || statement.HasNotPrincipal) return null;
        var foreign = statement.Principals.Select(principal => principal.Account).FirstOrDefault(account => account is not null && account != owner);
        var known = LintStatement.KmsActionsOf(action).ToList();
        return foreign is null || known.Count == 0 || known.Exists(one => one.CrossAccount) ? null
            : $"{action.Value} cannot be used on a key of another account, but it is allowed to principals of {foreign}.";
    }
}
