using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>How virtual MFA devices are found by their serial numbers, and how their seeds are kept.</summary>
internal static class MfaDevice
{
    public static readonly Member<QueryParameters> SerialNumber = Query.Text("SerialNumber", Iam.SerialNumberType, isRequired: true);
    public static readonly Member<QueryParameters>[] Codes =
    [
        SerialNumber,
        Query.Text("AuthenticationCode1", Iam.AuthenticationCodeType, isRequired: true),
        Query.Text("AuthenticationCode2", Iam.AuthenticationCodeType, isRequired: true),
    ];

    /// <summary>Adds the device that the request names as the target.</summary>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query)
    {
        var serial = query.Text("SerialNumber")!;
        exchange.AddTarget(new AccessTarget
        {
            Action = exchange.Operation!.Action,
            Resource = serial,
            ResourceAccount = exchange.Caller.Account.ToString(),
            Entity = (await FindAsync(exchange, serial))?.Stored,
        });
        return null;
    }

    /// <summary>The device of the caller's account with exactly this serial number; null for none.</summary>
    public static async ValueTask<Entity<MfaDeviceRecord>?> FindAsync(Exchange exchange, string serialNumber)
    {
        var account = exchange.Caller.Account;
        var prefix = $"arn:aws:iam::{account}:mfa";
        if (!serialNumber.StartsWith(prefix, StringComparison.Ordinal)) return null;
        var found = await EntityKinds.MfaDevice.FindAsync(exchange, serialNumber[prefix.Length..]);
        return found?.Value.ArnIn(account) == serialNumber ? found : null;
    }

    public static byte[] WrapSeed(Engine engine, KeyMaterial seed, string serialNumber) => engine.RootKey.Wrap(seed, OwnerOf(serialNumber));

    /// <exception cref="StoreException">The seed does not open under the root key.</exception>
    public static KeyMaterial UnwrapSeed(Engine engine, MfaDeviceRecord device, string serialNumber) =>
        engine.RootKey.TryUnwrap(device.WrappedSeed, OwnerOf(serialNumber), out var seed)
            ? seed
            : throw new StoreException($"The seed of the MFA device {serialNumber} does not open under the root key.");

    // As with AWS: who holds a device already proves it before changing its own devices.
    public static Refusal? RefuseWithoutMultiFactor(Exchange exchange, UserRecord user) =>
        exchange.Caller.Principal.UniqueId == user.Id && user.MfaDevices.Count > 0 && exchange.Caller.Session?.MultiFactorAt is null
            ? IdentityRefusals.MultiFactorRequired()
            : null;

    private static string OwnerOf(string serialNumber) => $"mfa-device/{serialNumber}";
}
