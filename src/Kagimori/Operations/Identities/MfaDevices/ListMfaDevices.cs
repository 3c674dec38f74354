using Kagimori.Identities;
using Kagimori.Operations.Identities.Absent;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Lists the devices of a user, by default of the caller, in the order in which they were enabled. The root user has none here.</summary>
internal static class ListMfaDevices
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("UserName", Iam.ExistingUserNameType), Iam.Marker, Iam.MaxItems);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (exchange.Targets[0].Entity is Stored<AccountRecord>) return EmptyList.Page(query, "MFADevices");
        if (EntityKinds.User.Found(exchange) is not { } user)
            return EntityKinds.User.NotFound(query.Text("UserName") ?? exchange.Caller.EntityName ?? "root");
        var devices = new List<MfaDeviceRecord>();
        foreach (var serial in user.Value.MfaDevices)
        {
            devices.Add((await MfaDevice.FindAsync(exchange, serial))?.Value
                ?? throw new StoreException($"User {user.Name} has the MFA device {serial}, which does not exist."));
        }
        return EntityListing.InOrder(query, "MFADevices", devices, device => EntityListing.OrderOf(device.EnabledAt ?? default), device => QueryElement.Structure("member",
            QueryElement.Text("UserName", user.Name),
            QueryElement.Text("SerialNumber", device.ArnIn(exchange.Caller.Account)),
            device.EnabledAt is { } at ? QueryElement.Date("EnableDate", at) : null));
    }
}
