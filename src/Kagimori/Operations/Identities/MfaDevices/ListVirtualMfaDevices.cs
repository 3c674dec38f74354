using Kagimori.Identities;
using Kagimori.Operations.Identities.Users;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Lists the account's virtual devices with their users, without their seeds and, as AWS does, without their tags.</summary>
internal static class ListVirtualMfaDevices
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("AssignmentStatus", Iam.AssignmentStatusType), Iam.Marker, Iam.MaxItems);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var status = query.Text("AssignmentStatus");
        return EntityListing.OfAccountAsync(exchange, query, EntityKinds.MfaDevice, "VirtualMFADevices",
            device => ElementAsync(exchange, device), device => status switch
            {
                "Assigned" => device.UserId is not null,
                "Unassigned" => device.UserId is null,
                _ => true,
            });
    }

    private static async ValueTask<QueryElement> ElementAsync(Exchange exchange, MfaDeviceRecord device)
    {
        var user = device.UserId is null ? null : await UserAsync(exchange, device.UserId);
        return QueryElement.Structure("member",
            QueryElement.Text("SerialNumber", device.ArnIn(exchange.Caller.Account)),
            user is null ? null : UserElement.Of(user, exchange.Caller.Account, "User", isWhole: false),
            device.EnabledAt is { } at ? QueryElement.Date("EnableDate", at) : null);
    }

    private static async ValueTask<UserRecord> UserAsync(Exchange exchange, string userId)
    {
        var principal = await IdentityRecords.Principals.FindAsync(exchange.Engine.Store, "", userId)
            ?? throw new StoreException($"The user {userId} of an MFA device does not exist.");
        return (await EntityKinds.User.FindAsync(exchange, principal.Value.Name))?.Value
            ?? throw new StoreException($"The user {principal.Value.Name} of an MFA device does not exist.");
    }
}
