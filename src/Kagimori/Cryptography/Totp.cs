using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kagimori.Cryptography;

/// <summary>Time-based one-time passwords, RFC 6238: steps of 30 seconds, HMAC-SHA-1, six digits.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int StepSeconds = 30;
    private const int Modulus = 1_000_000;

    /// <summary>The time step that an instant lies in.</summary>
    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step: RFC 4226 section 5.3, with the step as counter.</summary>
    public static string CodeAt(KeyMaterial seed, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        using (var revealed = seed.Reveal())
        {
            // The authenticator apps that the seed is for know no other hash.
#pragma warning disable CA5350
            HMACSHA1.HashData(revealed.Bytes, counter, mac);
#pragma warning restore CA5350
        }
        var value = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        return (value % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a code is that of a step, in time that does not depend on where they differ.</summary>
    public static bool IsCode(KeyMaterial seed, long step, string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(seed, step)), Encoding.ASCII.GetBytes(code));
}
