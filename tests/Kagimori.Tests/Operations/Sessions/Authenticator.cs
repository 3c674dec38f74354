using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kagimori.Tests.Operations.Sessions;

/// <summary>The app on a user's phone, written from RFC 4226 and RFC 6238 and not from the service.</summary>
internal sealed class Authenticator(string serialNumber, string base32Seed)
{
    private readonly byte[] _seed = Decode(base32Seed);

    public string SerialNumber { get; } = serialNumber;

    /// <summary>Reads the answer of CreateVirtualMFADevice.</summary>
    public static Authenticator Scan(TestAnswer created) => new(
        created.Succeeded().Xml("SerialNumber"), Encoding.ASCII.GetString(Convert.FromBase64String(created.Xml("Base32StringSeed"))));

    /// <summary>The code shown at a time, some steps of 30 seconds away.</summary>
    public string CodeAt(DateTimeOffset time, int steps = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, time.ToUnixTimeSeconds() / 30 + steps);
        var mac = HMACSHA1.HashData(_seed, counter);
        var offset = mac[19] & 0xf;
        var number = (mac[offset] & 0x7f) << 24 | mac[offset + 1] << 16 | mac[offset + 2] << 8 | mac[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
