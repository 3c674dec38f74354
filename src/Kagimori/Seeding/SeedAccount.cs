using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Seeding;

/// <summary>An account of a seed.</summary>
public sealed record SeedAccount(
    string Id, IReadOnlyList<SeedAccessKey> RootAccessKeys, IReadOnlyList<SeedGroup> Groups, IReadOnlyList<SeedManagedPolicy> ManagedPolicies,
    IReadOnlyList<SeedUser> Users, IReadOnlyList<SeedRole> Roles, IReadOnlyList<SeedKey> Keys)
{
    internal static SeedAccount Read(SeedNode node) => new(
        node.Required("id", text => AccountId.TryParse(text, out _), "a 12-digit account id"),
        node.Objects("rootAccessKeys", SeedAccessKey.Read) ?? [],
        node.Objects("groups", SeedGroup.Read) ?? [],
        node.Objects("managedPolicies", SeedManagedPolicy.Read) ?? [],
        node.Objects("users", SeedUser.Read) ?? [],
        node.Objects("roles", SeedRole.Read) ?? [],
        node.Objects("keys", SeedKey.Read) ?? []);
}

/// <summary>An access key of a seed. Its id need not look like AWS's.</summary>
public sealed record SeedAccessKey(string Path, string Id, string Secret)
{
    internal static SeedAccessKey Read(SeedNode node) => new(
        node.Path,
        node.Required("id", text => text.Length is >= 1 and <= 128 && text.All(char.IsAsciiLetterOrDigit), "1 to 128 letters and digits"),
        node.Required("secret", text => text.Length is >= 1 and <= 128, "1 to 128 characters"));

    /// <summary>The secret stays out of every text that is made of a seed.</summary>
    public override string ToString() => $"access key {Id}";
}

/// <summary>A managed policy of a seed.</summary>
public sealed record SeedManagedPolicy(string Path, string Name, string PolicyPath, string Document)
{
    internal static SeedManagedPolicy Read(SeedNode node)
    {
        if (node.Policy("document", PolicyGrammar.IdentityPolicy) is not { } document)
        {
            node.Required("document");
            document = "";
        }
        return new SeedManagedPolicy(node.Path, SeedName.Read(node), SeedName.ReadPath(node), document);
    }
}

/// <summary>A group of a seed.</summary>
public sealed record SeedGroup(string Path, string Name, string GroupPath, IReadOnlyDictionary<string, string>? Policies, IReadOnlyList<string>? AttachedPolicies)
{
    internal static SeedGroup Read(SeedNode node) => new(
        node.Path, SeedName.Read(node), SeedName.ReadPath(node),
        node.Policies("policies", PolicyGrammar.IdentityPolicy), node.Texts("attachedPolicies"));
}

/// <summary>A user of a seed.</summary>
public sealed record SeedUser(
    string Path, string Name, string UserPath, IReadOnlyList<SeedAccessKey> AccessKeys, IReadOnlyDictionary<string, string>? Policies,
    IReadOnlyList<string>? AttachedPolicies, IReadOnlyList<string>? Groups, string? PermissionsBoundary, IReadOnlyDictionary<string, string>? Tags)
{
    internal static SeedUser Read(SeedNode node) => new(
        node.Path, SeedName.Read(node), SeedName.ReadPath(node), node.Objects("accessKeys", SeedAccessKey.Read) ?? [],
        node.Policies("policies", PolicyGrammar.IdentityPolicy), node.Texts("attachedPolicies"), node.Texts("groups"),
        node.Text("permissionsBoundary"), node.Map("tags"));
}

/// <summary>A role of a seed.</summary>
public sealed record SeedRole(
    string Path, string Name, string RolePath, string TrustPolicy, IReadOnlyDictionary<string, string>? Policies,
    IReadOnlyList<string>? AttachedPolicies, string? PermissionsBoundary, IReadOnlyDictionary<string, string>? Tags)
{
    internal static SeedRole Read(SeedNode node)
    {
        if (node.Policy("trustPolicy", PolicyGrammar.TrustPolicy) is not { } trustPolicy)
        {
            node.Required("trustPolicy");
            trustPolicy = "";
        }
        return new SeedRole(
            node.Path, SeedName.Read(node), SeedName.ReadPath(node), trustPolicy,
            node.Policies("policies", PolicyGrammar.IdentityPolicy), node.Texts("attachedPolicies"),
            node.Text("permissionsBoundary"), node.Map("tags"));
    }
}
