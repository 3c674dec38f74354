using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Describes FIDO security keys, of which there are none here; virtual devices it refuses, as with AWS.</summary>
internal static class GetMfaDevice
{
    public static readonly Shape<QueryParameters> Shape = new(MfaDevice.SerialNumber, Query.Text("UserName", Iam.UserNameType));

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (exchange.Targets[0].Entity is null)
            return EntityKinds.User.NotFound(query.Text("UserName") ?? exchange.Caller.EntityName ?? "root");
        var serial = query.Text("SerialNumber")!;
        return await MfaDevice.FindAsync(exchange, serial) is null ? IdentityRefusals.MfaDeviceNotFound(serial) : IdentityRefusals.NoSecurityKey();
    }
}
