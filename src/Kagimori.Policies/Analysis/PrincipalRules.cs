using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about Principal and NotPrincipal: what each kind of policy may name, and in which form.</summary>
internal static class PrincipalRules
{
    private static readonly string[] Elements = ["Principal", "NotPrincipal"];
    private static readonly string[] Types = ["AWS", "Service", "Federated", "CanonicalUser"];

    public static IEnumerable<LintRule> All =>
    [
        LintRule.OfStatements("UNSUPPORTED_PRINCIPAL", Error, "Remove the element: whoever the policy is attached to is the principal.", statement =>
            statement.Document.Grammar is PolicyGrammar.IdentityPolicy or PolicyGrammar.PermissionsBoundary or PolicyGrammar.SessionPolicy
                ? Present(statement, "This kind of policy does not name principals.", "Principal", "NotPrincipal") : []),
        LintRule.OfStatements("SCP_SYNTAX_ERROR_PRINCIPAL", Error, "Remove the element; a condition on aws:PrincipalArn can name principals.", statement =>
            statement.Document.Grammar == PolicyGrammar.ServiceControlPolicy
                ? Present(statement, "A service control policy does not name principals.", "Principal", "NotPrincipal") : []),
        LintRule.OfStatements("RCP_SYNTAX_ERROR_PRINCIPAL", Error, "Write \"Principal\": \"*\"; conditions can name principals.", statement =>
            statement.Document.Grammar == PolicyGrammar.ResourceControlPolicy && (statement.HasNotPrincipal || statement.Principals.Any(principal => !principal.IsEveryone))
                ? Present(statement, "A resource control policy speaks of everyone, and only so.", "Principal", "NotPrincipal") : []),
        LintRule.OfStatements("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", Error, "Name who may assume the role in Principal.", statement =>
            statement.Document.Grammar == PolicyGrammar.TrustPolicy ? Present(statement, "A trust policy cannot have NotPrincipal.", "NotPrincipal") : []),
        LintRule.OfPrincipals("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", Error, "Name who may assume the role.", (statement, principal) =>
            statement.Document.Grammar == PolicyGrammar.TrustPolicy && statement.Allows && principal.IsBare ? "A trust policy lets everyone assume the role." : null),
        LintRule.OfStatements("INVALID_PRINCIPAL_KEY", Error, "Use AWS or Service, and in trust policies also Federated.", statement =>
            from element in statement.Node.Members
            where element.Name is "Principal" or "NotPrincipal"
            from member in element.Value.Members
            where !Types.Contains(member.Name) || (member.Name == "CanonicalUser" && statement.Document.Grammar == PolicyGrammar.KeyPolicy)
            select LintPlace.Of($"{statement.Place.Path}.{element.Name}.{member.Name}", member)
                .Says($"\"{member.Name}\" is not a kind of principal {(Types.Contains(member.Name) ? "that calls KMS" : "at all")}.{Nearest.Hint(member.Name, Types.Where(type => type != member.Name))}")),
        LintRule.OfPrincipals("FEDERATED_PRINCIPAL_NOT_SUPPORTED", Error, "Name the role that the identity provider's users assume.", (statement, principal) =>
            principal.Type == "Federated" && statement.Document.Grammar == PolicyGrammar.KeyPolicy ? "An identity provider does not call KMS." : null),
        LintRule.OfPrincipals("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", Error, "Name each principal, or name the account and add a condition on aws:PrincipalArn with ArnLike.", (_, principal) =>
            principal.Text.HasWildcard && principal.Text.Value != "*" ? $"\"{principal.Text.Value}\": a principal cannot have a wildcard in it." : null),
        LintRule.OfStatements("INVALID_PRINCIPAL_FORMAT", Error, "Name an account, or the ARN of a user, a role, or a session of a role.", Formats),
        new("INVALID_SERVICE_PRINCIPAL_FORMAT", Error, "Write service.amazonaws.com, and in kms:ViaService service.region.amazonaws.com, in small letters.", ServiceNames),
        LintRule.OfStatements("EMPTY_OBJECT_PRINCIPAL", Error, "Name a principal.", statement =>
            from member in statement.Node.Members
            where member.Name is "Principal" or "NotPrincipal" && member.Value.Kind == SourceKind.Object && member.Value.Members.Sum(type => type.Value.AsList().Count) == 0
            select LintPlace.Of($"{statement.Place.Path}.{member.Name}", member).Says("The statement names nobody.")),
        LintRule.OfPrincipals("INVALID_USER_REFERENCE", Warning, "Name the user by its ARN; it is bound to the unique id when the policy is saved.", (_, principal) =>
            principal.Entry?.Kind == PrincipalEntryKind.UserId ? $"{principal.Text.Value} is the unique id of a user, perhaps of one that is gone." : null),
        LintRule.OfPrincipals("INVALID_ROLE_REFERENCE", Warning, "Name the role by its ARN; it is bound to the unique id when the policy is saved.", (_, principal) =>
            principal.Entry?.Kind is PrincipalEntryKind.RoleId or PrincipalEntryKind.RoleSessionId ? $"{principal.Text.Value} is the unique id of a role, perhaps of one that is gone." : null),
    ];

    private static IEnumerable<LintHit> Present(LintStatement statement, string message, params string[] elements) =>
        elements.Where(name => statement.Node[name] is not null).Select(name => statement.PlaceOf(name).Says(message));

    private static IEnumerable<LintHit> Formats(LintStatement statement)
    {
        foreach (var name in Elements)
            if (statement.Node[name] is { Kind: SourceKind.Text } text && text.Text != "*")
                yield return statement.PlaceOf(name).Says($"\"{text.Text}\" stands without saying what kind of principal it is.");
        foreach (var principal in statement.Principals)
            if (principal.Type is "AWS" or "Federated" or "CanonicalUser" && principal.Entry is null && !principal.Text.HasWildcard)
                yield return principal.Text.Place.Says($"\"{principal.Text.Value}\" is not the form of any principal.");
    }

    // The same rule for the two places where services are named.
    private static IEnumerable<LintHit> ServiceNames(LintDocument document)
    {
        var principals =
            from statement in document.Statements
            from principal in statement.Principals
            where principal.Type == "Service" && !principal.Text.HasWildcard && !IsService(principal.Text.Value)
            select principal.Text.Place.Says($"\"{principal.Text.Value}\" is not the name of a service principal.");
        var conditions =
            from statement in document.Statements
            from condition in statement.Conditions
            where condition.Key.Known == WellKnownKey.KmsViaService
            from value in condition.Values
            where !value.HasWildcard && !value.HasVariable && !IsRegionalService(value.Value)
            select value.Place.Says($"\"{value.Value}\" is not a service in a Region: no request has it in kms:ViaService.");
        return principals.Concat(conditions);
    }

    private static bool IsService(string text) => text.EndsWith(".amazonaws.com", StringComparison.Ordinal) && IsLower(text) && text[0] != '.';

    private static bool IsRegionalService(string text) => IsService(text) && text.Split('.') is [.., var region, "amazonaws", "com"] and { Length: >= 4 } && ConditionValueRules.IsRegion(region);

    private static bool IsLower(string text) => text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}
