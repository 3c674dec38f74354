using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Gives a user a device, when two consecutive codes show that its seed has arrived there.</summary>
internal static class EnableMfaDevice
{
    private const int MaxDevices = 8;

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<UserRecord> entity)
    {
        var user = entity.Value;
        var serial = query.Text("SerialNumber")!;
        if (MfaDevice.RefuseWithoutMultiFactor(exchange, user) is { } refusal) return refusal;
        if (await MfaDevice.FindAsync(exchange, serial) is not { } device) return IdentityRefusals.MfaDeviceNotFound(serial);
        if (device.Value.UserId == user.Id) return IdentityRefusals.MfaDeviceOfUserExists(user.Name);
        if (device.Value.UserId is not null) return IdentityRefusals.MfaDeviceInUse();
        if (user.MfaDevices.Count >= MaxDevices) return IdentityRefusals.QuotaExceeded("MFADevicesPerUser", MaxDevices);
        using var seed = MfaDevice.UnwrapSeed(exchange.Engine, device.Value, serial);
        var synchronized = MfaCodes.Synchronize(
            device.Value, seed, query.Text("AuthenticationCode1")!, query.Text("AuthenticationCode2")!, exchange.Now);
        if (synchronized is null) return IdentityRefusals.InvalidAuthenticationCode();
        device.Update(exchange, synchronized with { UserId = user.Id, EnabledAt = exchange.Now });
        entity.Update(exchange, user with { MfaDevices = [.. user.MfaDevices, serial] });
        return QueryResult.None;
    }
}
