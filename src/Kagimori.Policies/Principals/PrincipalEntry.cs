using System.Buffers;

namespace Kagimori.Policies;

/// <summary>One principal named by a policy. Names compare with their case; there are no partial wildcards.</summary>
public sealed class PrincipalEntry
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-");

    private PrincipalEntry(PrincipalEntryKind kind, string type, string text, string key)
    {
        Kind = kind;
        Type = type;
        Text = text;
        Key = key;
    }

    public PrincipalEntryKind Kind { get; }

    /// <summary>AWS, Service, Federated or CanonicalUser.</summary>
    public string Type { get; }

    /// <summary>The principal as written.</summary>
    public string Text { get; }

    /// <summary>What is compared: the account id for an account, else the text.</summary>
    internal string Key { get; }

    public static bool TryParse(string type, string text, out PrincipalEntry? entry)
    {
        var kind = type switch
        {
            "AWS" => AwsKind(text),
            "Service" when text.Length > 0 && !text.AsSpan().ContainsAnyExcept(NameCharacters) && text.Contains('.', StringComparison.Ordinal) => PrincipalEntryKind.Service,
            "Federated" when text.Length > 0 => PrincipalEntryKind.IdentityProvider,
            "CanonicalUser" when text.Length > 0 => PrincipalEntryKind.CanonicalUser,
            _ => (PrincipalEntryKind?)null,
        };
        var key = kind == PrincipalEntryKind.Account && text.Length > 12 ? text["arn:aws:iam::".Length..][..12] : text;
        entry = kind is { } known ? new PrincipalEntry(known, type, text, key) : null;
        return entry is not null;
    }

    public PrincipalMatch Match(Principal caller) => Kind switch
    {
        PrincipalEntryKind.Everyone => PrincipalMatch.Direct,
        PrincipalEntryKind.Account => caller.AccountId == Key ? PrincipalMatch.Account : PrincipalMatch.None,
        PrincipalEntryKind.User or PrincipalEntryKind.Role or PrincipalEntryKind.RoleSession or PrincipalEntryKind.FederatedUser
            => caller.Arn == Key ? PrincipalMatch.Direct : caller.IssuerArn == Key ? PrincipalMatch.SessionIssuer : PrincipalMatch.None,
        PrincipalEntryKind.UserId or PrincipalEntryKind.RoleId or PrincipalEntryKind.RoleSessionId
            => caller.UniqueId == Key ? PrincipalMatch.Direct : caller.IssuerUniqueId == Key ? PrincipalMatch.SessionIssuer : PrincipalMatch.None,
        PrincipalEntryKind.Service => caller.Type == PrincipalType.Service && caller.Arn == Key ? PrincipalMatch.Direct : PrincipalMatch.None,
        PrincipalEntryKind.IdentityProvider => caller.Type == PrincipalType.WebIdentity && caller.IssuerArn == Key ? PrincipalMatch.Direct : PrincipalMatch.None,
        _ => PrincipalMatch.None,
    };

    public override string ToString() => Text;

    private static PrincipalEntryKind? AwsKind(string text)
    {
        if (text == "*") return PrincipalEntryKind.Everyone;
        if (IsAccountId(text)) return PrincipalEntryKind.Account;
        if (text.StartsWith("arn:", StringComparison.Ordinal)) return ArnKind(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var id = colon < 0 ? text : text[..colon];
        if (id.Length is < 16 or > 128 || id.AsSpan().ContainsAnyExcept(UniqueIdCharacters)) return null;
        if (id.StartsWith("AIDA", StringComparison.Ordinal) && colon < 0) return PrincipalEntryKind.UserId;
        if (!id.StartsWith("AROA", StringComparison.Ordinal)) return null;
        return colon < 0 ? PrincipalEntryKind.RoleId : IsName(text.AsSpan(colon + 1)) ? PrincipalEntryKind.RoleSessionId : null;
    }

    private static readonly SearchValues<char> UniqueIdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static PrincipalEntryKind? ArnKind(string arn)
    {
        var parts = ArnParts.Of(arn.AsSpan());
        if (!parts.IsArn || arn[parts.Partition] != "aws" || arn[parts.Region].Length > 0 || !IsAccountId(arn[parts.Account])) return null;
        var resource = arn.AsSpan(parts.Resource);
        switch (arn[parts.Service])
        {
            case "iam" when resource is "root": return PrincipalEntryKind.Account;
            case "iam" when resource.StartsWith("user/") && IsPathAndName(resource["user/".Length..]): return PrincipalEntryKind.User;
            case "iam" when resource.StartsWith("role/") && IsPathAndName(resource["role/".Length..]): return PrincipalEntryKind.Role;
            case "sts" when resource.StartsWith("federated-user/") && IsName(resource["federated-user/".Length..]): return PrincipalEntryKind.FederatedUser;
            case "sts" when resource.StartsWith("assumed-role/"):
                var names = resource["assumed-role/".Length..];
                var slash = names.IndexOf('/');
                return slash > 0 && IsName(names[..slash]) && IsName(names[(slash + 1)..]) ? PrincipalEntryKind.RoleSession : null;
            default: return null;
        }
    }

    private static bool IsAccountId(ReadOnlySpan<char> text) => text.Length == 12 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool IsName(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(NameCharacters);

    private static bool IsPathAndName(ReadOnlySpan<char> text) =>
        IsName(text[(text.LastIndexOf('/') + 1)..]) && text[0] != '/' && !text.ContainsAnyExceptInRange('!', '~') && !text.ContainsAny('*', '?');
}
