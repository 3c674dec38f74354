using Kagimori.Policies;

namespace Kagimori.Seeding;

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
