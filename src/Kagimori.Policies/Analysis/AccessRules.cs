using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about who is allowed how much.</summary>
internal static class AccessRules
{
    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfStatements("PUBLIC_ACCESS", SecurityWarning, "Name the principals, or add a condition on kms:CallerAccount, aws:PrincipalOrgID or aws:PrincipalArn.", statement =>
            IsResourcePolicy(statement) && statement.Allows && !statement.HasNotPrincipal && statement.Principals.Any(principal => principal.IsEveryone)
            && !statement.Conditions.Any(PublicAccess.IsLimitedBy) ? [statement.PlaceOf("Principal").Says("Everyone is allowed, of every account.")] : []),
        LintRule.OfStatements("ALLOW_WITH_NOT_PRINCIPAL", SecurityWarning, "Name who is allowed in Principal.", statement =>
            statement.Allows && statement.HasNotPrincipal ? [statement.PlaceOf("NotPrincipal").Says("Everyone but those named is allowed, of every account.")] : []),
        LintRule.OfStatements("DENY_WITH_NOT_PRINCIPAL", Warning, "Deny \"Principal\": \"*\" with a condition ArnNotEquals on aws:PrincipalArn.", statement =>
            statement.Denies && statement.HasNotPrincipal
                ? [statement.PlaceOf("NotPrincipal").Says("Callers with a permissions boundary are denied even when they are named here, and whoever is spared must be named in every form.")] : []),
        LintRule.OfStatements("ALLOW_WITH_NOT_ACTION", SecurityWarning, "List the actions in Action.", statement =>
            statement.Allows && statement.HasNotAction ? [statement.PlaceOf("NotAction").Says("Every action but those listed is allowed, also those that are yet to come.")] : []),
        LintRule.OfStatements("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", SecurityWarning, "Add a condition on aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths.", Unrestricted),
        LintRule.OfStatements("ALLOW_ALL_KMS_ACTIONS_ON_EVERY_KEY", SecurityWarning, "Name the actions, and the keys by their ARNs.", statement =>
            IsIdentityAllow(statement) && statement.KmsActions.Count == KmsActions.All.Count && statement.IsOnEveryKey
                ? [statement.Place.Says("Everything is allowed on every key whose key policy delegates to the account, also the changing of key policies.")] : []),
        LintRule.OfStatements("ALLOW_DECRYPT_ON_EVERY_KEY", Warning, "Name the keys by their ARNs.", statement =>
            IsIdentityAllow(statement) && statement.KmsActions.Count < KmsActions.All.Count && statement.IsOnEveryKey && statement.Conditions.Count == 0
            && statement.KmsActions.FirstOrDefault(action => action.Name is "Decrypt" or "ReEncryptFrom") is { } action
                ? [statement.Place.Says($"{action.Action} is allowed on every key whose key policy delegates to the account.")] : []),
    ];

    private static bool IsResourcePolicy(LintStatement statement) =>
        statement.Document.Grammar is PolicyGrammar.KeyPolicy or PolicyGrammar.ResourcePolicy or PolicyGrammar.TrustPolicy;

    private static bool IsIdentityAllow(LintStatement statement) =>
        statement.Allows && statement.Document.Grammar is PolicyGrammar.IdentityPolicy or PolicyGrammar.SessionPolicy;

    private static IEnumerable<LintHit> Unrestricted(LintStatement statement)
    {
        if (!statement.Allows || statement.HasNotPrincipal || statement.Document.Grammar is not (PolicyGrammar.KeyPolicy or PolicyGrammar.ResourcePolicy)) yield break;
        if (statement.Conditions.Any(condition => condition.Key.Known is WellKnownKey.AwsSourceArn or WellKnownKey.AwsSourceAccount or WellKnownKey.AwsSourceOrgID or WellKnownKey.AwsSourceOrgPaths)) yield break;
        foreach (var principal in statement.Principals)
            if (principal.Type == "Service")
                yield return principal.Text.Place.Says($"{principal.Text.Value} is allowed on behalf of whoever makes it act.");
    }
}
