namespace Kagimori.Policies;

/// <summary>The kinds of policy document by the names that tools give them.</summary>
public static class PolicyTypeName
{
    private static readonly (string Name, PolicyGrammar Grammar)[] Table =
    [
        ("identity", PolicyGrammar.IdentityPolicy),
        ("boundary", PolicyGrammar.PermissionsBoundary),
        ("session", PolicyGrammar.SessionPolicy),
        ("key-policy", PolicyGrammar.KeyPolicy),
        ("resource", PolicyGrammar.ResourcePolicy),
        ("trust", PolicyGrammar.TrustPolicy),
        ("scp", PolicyGrammar.ServiceControlPolicy),
        ("rcp", PolicyGrammar.ResourceControlPolicy),
        ("endpoint", PolicyGrammar.EndpointPolicy),
    ];

    public static IEnumerable<string> All => Table.Select(row => row.Name);

    /// <summary>The name; documents are not looked over as those of simulation unless a program says so.</summary>
    public static string Of(PolicyGrammar grammar) => Table.FirstOrDefault(row => row.Grammar == grammar).Name ?? "simulated";

    public static bool TryParse(string name, out PolicyGrammar grammar)
    {
        var found = Array.FindIndex(Table, row => row.Name == name);
        grammar = found < 0 ? default : Table[found].Grammar;
        return found >= 0;
    }
}
