using Kagimori.Policies;

namespace Kagimori.Seeding;

/// <summary>A group of a seed.</summary>
public sealed record SeedGroup(string Path, string Name, string GroupPath, IReadOnlyDictionary<string, string>? Policies, IReadOnlyList<string>? AttachedPolicies)
{
    internal static SeedGroup Read(SeedNode node) => new(
        node.Path, SeedName.Read(node), SeedName.ReadPath(node),
        node.Policies("policies", PolicyGrammar.IdentityPolicy), node.Texts("attachedPolicies"));
}
