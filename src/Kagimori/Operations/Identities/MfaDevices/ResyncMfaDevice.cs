using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Learns from two consecutive codes how a user's device has drifted.</summary>
internal static class ResyncMfaDevice
{
    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<UserRecord> entity)
    {
        var serial = query.Text("SerialNumber")!;
        if (await MfaDevice.FindAsync(exchange, serial) is not { } device || device.Value.UserId != entity.Value.Id)
            return IdentityRefusals.MfaDeviceOfAnother();
        using var seed = MfaDevice.UnwrapSeed(exchange.Engine, device.Value, serial);
        var synchronized = MfaCodes.Synchronize(
            device.Value, seed, query.Text("AuthenticationCode1")!, query.Text("AuthenticationCode2")!, exchange.Now);
        if (synchronized is null) return IdentityRefusals.InvalidAuthenticationCode();
        device.Update(exchange, synchronized);
        return QueryResult.None;
    }
}
