using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Seeding;

/// <summary>A policy of a seed's organization.</summary>
/// <param name="Document">Null for AWS's own policy of the type, of which only the targets can be stated.</param>
/// <param name="Targets"><c>root</c>, an account id, or the names of units from the root down: <c>Prod/Blue</c>. Null leaves it where it is.</param>
public sealed record SeedOrganizationPolicy(string Path, string? Id, string Name, string Type, string? Document, IReadOnlyList<string>? Targets)
{
    internal static SeedOrganizationPolicy Read(SeedNode node)
    {
        var type = node.Text("type") ?? OrganizationPolicyType.ServiceControl;
        var known = OrganizationPolicyType.Find(type);
        if (known is null) node.Error("type", $"'{type}' is neither {OrganizationPolicyType.ServiceControl} nor {OrganizationPolicyType.ResourceControl}.");
        var name = node.Required("name");
        var document = known is null ? null : node.Policy("document", known.Grammar);
        var isDefault = name == known?.Default.Name;
        if (isDefault && known!.IsDefaultDetachable is false) node.Error("name", $"{name} is attached everywhere.");
        if (document is null && !isDefault) node.Required("document");
        if (document is not null && isDefault) node.Error("document", $"{name} is AWS's own.");
        return new SeedOrganizationPolicy(node.Path, SeedOrganization.ReadId(node, "id", Orgs.PolicyIdType.Pattern!), name, type, document, node.Texts("targets"));
    }
}
