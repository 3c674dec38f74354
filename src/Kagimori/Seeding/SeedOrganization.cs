using Kagimori.Identities;
using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Seeding;

/// <summary>An organization of a seed.</summary>
/// <param name="Root">What is in the root: units, and accounts that are in none.</param>
public sealed record SeedOrganization(
    string Path, string? Id, string? RootId, string ManagementAccount, IReadOnlyList<string> PolicyTypes, SeedUnit Root, IReadOnlyList<SeedOrganizationPolicy> Policies)
{
    internal static SeedOrganization Read(SeedNode node)
    {
        var types = node.Texts("policyTypes") ?? [OrganizationPolicyType.ServiceControl];
        foreach (var type in types.Where(type => OrganizationPolicyType.Find(type) is null))
            node.Error("policyTypes", $"'{type}' is neither {OrganizationPolicyType.ServiceControl} nor {OrganizationPolicyType.ResourceControl}.");
        return new SeedOrganization(
            node.Path, ReadId(node, "id", "^o-[a-z0-9]{10,32}$"), ReadId(node, "rootId", Orgs.RootIdType.Pattern!),
            node.Required("managementAccount", text => AccountId.TryParse(text, out _), "a 12-digit account id"), types,
            new SeedUnit(node.Path, "", null, node.Objects("units", SeedUnit.Read) ?? [], SeedUnit.ReadAccounts(node)),
            node.Objects("policies", SeedOrganizationPolicy.Read) ?? []);
    }

    /// <summary>An id that a test wants to know beforehand.</summary>
    internal static string? ReadId(SeedNode node, string member, string pattern)
    {
        var id = node.Text(member);
        if (id is not null && !System.Text.RegularExpressions.Regex.IsMatch(id, pattern)) node.Error(member, $"'{id}' does not match {pattern}.");
        return id;
    }
}
