namespace Kagimori.Policies;

/// <summary>Guesses the kind of a policy document from what is in it.</summary>
internal static class PolicyKind
{
    /// <summary>
    /// A document that names no principals is an identity policy; one whose statements all assume roles and name no resource is a trust
    /// policy; one of KMS's actions, on <c>*</c> or keys, is a key policy; any other is another resource's policy.
    /// </summary>
    public static PolicyGrammar Of(SourceNode root)
    {
        var statements = (root["Statement"]?.AsList() ?? []).Where(node => node.Kind == SourceKind.Object).ToList();
        if (!statements.Exists(statement => (statement["Principal"] ?? statement["NotPrincipal"]) is not null)) return PolicyGrammar.IdentityPolicy;
        var actions = statements.SelectMany(statement => Texts(statement, "Action", "NotAction")).ToList();
        var resources = statements.SelectMany(statement => Texts(statement, "Resource", "NotResource")).ToList();
        if (actions.Count > 0 && actions.TrueForAll(action => Begins(action, "sts:")) && resources.Count == 0) return PolicyGrammar.TrustPolicy;
        var isOfKms = actions.Count == 0 || actions.Exists(action => Begins(action, "kms:")) || actions.TrueForAll(action => action == "*");
        return isOfKms && resources.TrueForAll(resource => resource == "*" || IsOfKms(resource)) ? PolicyGrammar.KeyPolicy : PolicyGrammar.ResourcePolicy;
    }

    private static bool IsOfKms(string resource) => resource.Split(':', 4) is [_, _, var service, ..] && service.Equals("kms", StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string action, string prefix) => action.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Texts(SourceNode statement, string element, string negated) =>
        ((statement[element] ?? statement[negated])?.AsList() ?? []).Where(item => item.Kind == SourceKind.Text).Select(item => item.Text);
}
