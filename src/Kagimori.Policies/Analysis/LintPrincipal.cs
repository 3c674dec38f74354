namespace Kagimori.Policies;

/// <summary>A principal of a statement as written.</summary>
/// <param name="Type">AWS, Service, Federated, CanonicalUser, or whatever stands there.</param>
/// <param name="Entry">The principal as the engine reads it; null when it is not of any principal's form.</param>
/// <param name="IsBare">Whether it is the <c>"*"</c> that stands without a type.</param>
internal sealed record LintPrincipal(string Type, LintText Text, PrincipalEntry? Entry, bool IsBare)
{
    public bool IsEveryone => Entry?.Kind == PrincipalEntryKind.Everyone;

    /// <summary>The account in the principal; null for everyone, services and unique ids.</summary>
    public string? Account => Entry?.Kind switch
    {
        PrincipalEntryKind.Account => Entry.Key,
        PrincipalEntryKind.User or PrincipalEntryKind.Role or PrincipalEntryKind.RoleSession or PrincipalEntryKind.FederatedUser => Text.Value.Split(':')[4],
        _ => null,
    };

    public static IReadOnlyList<LintPrincipal> ListOf(SourceNode? node, string path)
    {
        if (node is { Kind: SourceKind.Text, Text: "*" }) return [Of("AWS", new LintText("*", LintPlace.Of(path, node)), isBare: true)];
        return node is not { Kind: SourceKind.Object } ? []
            : [.. node.Members.SelectMany(member => LintText.ListOf(member.Value, $"{path}.{member.Name}").Select(text => Of(member.Name, text)))];
    }

    private static LintPrincipal Of(string type, LintText text, bool isBare = false)
    {
        PrincipalEntry.TryParse(type, text.Value, out var entry);
        return new LintPrincipal(type, text, entry, isBare);
    }
}
