using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>The last use of a role's sessions as IAM's answers write it: an empty element for none in the time that AWS looks back.</summary>
internal static class RoleLastUsed
{
    private static readonly TimeSpan TrackingPeriod = TimeSpan.FromDays(400);

    public static async ValueTask<QueryElement> OfAsync(Exchange exchange, RoleRecord role)
    {
        const string name = "RoleLastUsed";
        var use = await exchange.Engine.LastUses.Roles.FindAsync(role.Id);
        return use is null || exchange.Now - use.Timestamp > TrackingPeriod
            ? QueryElement.Structure(name)
            : QueryElement.Structure(name, QueryElement.Date("LastUsedDate", use.Timestamp), QueryElement.Text("Region", use.Region));
    }
}
