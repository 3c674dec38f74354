using Kagimori.Policies;

namespace Kagimori.Seeding;

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
