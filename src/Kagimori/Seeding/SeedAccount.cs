using Kagimori.Identities;

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
