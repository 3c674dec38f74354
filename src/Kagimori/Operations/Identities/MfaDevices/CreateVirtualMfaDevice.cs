using System.Security.Cryptography;
using System.Text;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;
using QRCoder;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Makes a virtual MFA device. Its seed is in this one answer, as text and as a QR code, and nowhere else in the clear.</summary>
internal static class CreateVirtualMfaDevice
{
    private const int SeedBytes = 40; // 64 characters of base32
    private const int MaxSerialNumber = 256;
    private const int PixelsPerModule = 4;

    public static readonly Shape<QueryParameters> Shape = new(
        Iam.Path, Query.Text("VirtualMFADeviceName", Iam.VirtualMfaDeviceNameType, isRequired: true), Iam.Tags());

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query) =>
        EntityResolution.NewAsync(exchange, EntityKinds.MfaDevice, query, "VirtualMFADeviceName");

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var kind = EntityKinds.MfaDevice;
        var account = exchange.Caller.Account;
        var (path, name) = (query.Text("Path") ?? "/", query.Text("VirtualMFADeviceName")!);
        var serial = kind.NewArn(account, path, name);
        if (serial.Length > MaxSerialNumber) return IdentityRefusals.SerialNumberTooLong(MaxSerialNumber);
        if (await kind.FindAsync(exchange, path + name) is not null) return IdentityRefusals.MfaDeviceExists();
        if (EntityTags.Apply(new Dictionary<string, string>(), query.Tags(), kind.TagKeys, out var tags) is { } refusal) return refusal;
        var (text, wrapped) = NewSeed(exchange.Engine, serial);
        var device = new MfaDeviceRecord { Name = name, Path = path, CreatedAt = exchange.Now, WrappedSeed = wrapped, Tags = tags };
        IdentityRecords.MfaDevices.Create(exchange.Changes, account.ToString(), IdentityRecords.IdOf(path + name), device);
        return new QueryResult(QueryElement.Structure("VirtualMFADevice",
            QueryElement.Text("SerialNumber", serial),
            QueryElement.Secret("Base32StringSeed", Convert.ToBase64String(Encoding.ASCII.GetBytes(text))),
            QueryElement.Secret("QRCodePNG", Convert.ToBase64String(QrCode($"otpauth://totp/{name}@{account}?secret={text}"))),
            EntityTags.Element(tags)));
    }

    private static (string Text, byte[] Wrapped) NewSeed(Engine engine, string serial)
    {
        Span<byte> bytes = stackalloc byte[SeedBytes];
        engine.Random.Fill(bytes);
        Span<char> text = stackalloc char[SeedBytes / 5 * 8];
        Base32.Encode(bytes, text);
        using var seed = new KeyMaterial(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return (text.ToString(), MfaDevice.WrapSeed(engine, seed, serial));
    }

    private static byte[] QrCode(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(PixelsPerModule);
    }
}
