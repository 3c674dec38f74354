using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Seeding;

/// <summary>An organizational unit of a seed, or the root.</summary>
/// <param name="Name">Empty for the root.</param>
public sealed record SeedUnit(string Path, string Name, string? Id, IReadOnlyList<SeedUnit> Units, IReadOnlyList<string> Accounts)
{
    internal static SeedUnit Read(SeedNode node) => new(
        node.Path, node.Required("name", text => text.Length <= 128 && !text.Contains('/'), "a name of at most 128 characters without '/'"),
        SeedOrganization.ReadId(node, "id", Orgs.OrganizationalUnitIdType.Pattern!), node.Objects("units", Read) ?? [], ReadAccounts(node));

    internal static IReadOnlyList<string> ReadAccounts(SeedNode node)
    {
        var accounts = node.Texts("accounts") ?? [];
        foreach (var account in accounts.Where(account => !AccountId.TryParse(account, out _))) node.Error("accounts", $"'{account}' is not a 12-digit account id.");
        return accounts;
    }
}
