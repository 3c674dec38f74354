using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about keeping the key policy itself in somebody's hands.</summary>
internal static class KeyPolicyRules
{
    public static IEnumerable<LintRule> All =>
    [
        new("KEY_POLICY_LOCKOUT", Error, "Allow kms:PutKeyPolicy to the account (arn:aws:iam::ACCOUNT:root) or to a principal of it, on \"*\".",
            document => IsRead(document) && !Keepers(document).Any()
                ? [document.PlaceOf("Statement").Says("Nobody of the key's account may change this key policy: KMS refuses it but for BypassPolicyLockoutSafetyCheck, and then the key cannot be managed any more.")] : []),
        new("NO_DELEGATION_TO_ACCOUNT", SecurityWarning, "Add the statement \"Enable IAM User Permissions\": Allow, Principal arn:aws:iam::ACCOUNT:root, kms:*, \"*\".",
            document => IsRead(document) && Keepers(document).ToList() is { Count: > 0 } keepers
                && !keepers.Exists(keeper => keeper.IsEveryone || keeper.Entry?.Kind == PrincipalEntryKind.Account)
                ? [document.PlaceOf("Statement").Says("No statement lets the account's IAM policies allow kms:PutKeyPolicy: IAM policies do not count, and when the principals named here are deleted the key cannot be managed any more.")] : []),
    ];

    // Who is left by a NotPrincipal is not known.
    private static bool IsRead(LintDocument document) =>
        document.Grammar == PolicyGrammar.KeyPolicy && document.Statements.Count > 0
        && !document.Statements.Any(statement => statement is { Allows: true, HasNotPrincipal: true } && PutsPolicies(statement));

    /// <summary>The principals that some statement allows to put a key policy, and that no unconditional Deny keeps from it.</summary>
    private static IEnumerable<LintPrincipal> Keepers(LintDocument document) =>
        from statement in document.Statements
        where statement is { Allows: true, HasNotPrincipal: false } && PutsPolicies(statement)
        from principal in statement.Principals
        where principal.Type == "AWS" && (document.Account is null || principal.Account is null || principal.Account == document.Account)
        where !document.Statements.Any(other => other.Denies && other.Conditions.Count == 0 && PutsPolicies(other) && Denies(other, principal))
        select principal;

    private static bool PutsPolicies(LintStatement statement) =>
        statement.Covers(KmsActions.PutKeyPolicy) && !statement.HasNotResource
        && statement.Resources.Any(resource => resource.Value == "*" || resource.Value.StartsWith("arn:aws:kms:", StringComparison.OrdinalIgnoreCase));

    private static bool Denies(LintStatement deny, LintPrincipal principal) =>
        deny.HasNotPrincipal ? !deny.Principals.Any(spared => spared.Text.Value == principal.Text.Value || spared.Account == principal.Account) : Inclusion.Reaches(deny, principal);
}
