using Kagimori.Identities;
using Kagimori.Operations.Identities;
using Kagimori.Operations.Identities.MfaDevices;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Holds the SerialNumber and TokenCode of a request against the caller's MFA devices.</summary>
internal static class MultiFactor
{
    /// <summary>Refuses what does not prove the device; when it does, the request has MultiFactorAt, and the code's use is among its changes.</summary>
    public static async ValueTask<Refusal?> VerifyAsync(Exchange exchange, QueryParameters request)
    {
        var (serial, code) = (request.Text("SerialNumber"), request.Text("TokenCode"));
        if (serial is null && code is null) return null;
        if (serial is null || code is null) return SessionRefusals.IncompleteMultiFactor();
        var attempts = exchange.Engine.MfaAttempts;
        if (await FindAsync(exchange, serial) is not { } device || attempts.ArePaused(serial, exchange.Now)) return SessionRefusals.UnknownMfaDevice();
        using var seed = MfaDevice.UnwrapSeed(exchange.Engine, device.Value, serial);
        if (MfaCodes.Use(device.Value, seed, code, exchange.Now) is not { } used)
        {
            attempts.Refused(serial, exchange.Now);
            return SessionRefusals.InvalidMfaCode();
        }
        attempts.Accepted(serial);
        // Of two requests with the same code one commits this; the other then finds the code used.
        device.Update(exchange, used);
        exchange.MultiFactorAt = exchange.Now;
        return null;
    }

    private static async ValueTask<Entity<MfaDeviceRecord>?> FindAsync(Exchange exchange, string serial)
    {
        if (exchange.Caller.Principal.Type != PrincipalType.User) return null;
        var device = await MfaDevice.FindAsync(exchange, serial);
        return device?.Value.UserId == exchange.Caller.Principal.UniqueId ? device : null;
    }
}
