using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kagimori.Cryptography;

namespace Kagimori.Authentication;

/// <summary>The signing key: the secret access key narrowed to one day, region and service by a chain of HMAC-SHA-256.</summary>
/// <remarks><code>HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")</code></remarks>
public static class SigningKey
{
    public const int Size = 32;

    private const int LongestSecret = 252;

    /// <summary>Derives the key.</summary>
    /// <param name="secretAccessKey">The secret access key's characters in UTF-8, at most 252 bytes.</param>
    /// <param name="day">The day of signing as the number yyyymmdd.</param>
    /// <param name="region">The region of the credential scope.</param>
    /// <param name="service">The service of the credential scope.</param>
    public static KeyMaterial Derive(KeyMaterial secretAccessKey, int day, string region, string service)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secretAccessKey.Length, LongestSecret, nameof(secretAccessKey));
        Span<byte> initial = stackalloc byte[4 + LongestSecret];
        Span<byte> text = stackalloc byte[128];
        var key = KeyMaterial.Allocate(Size, out var chain);
        using (var secret = secretAccessKey.Reveal())
        {
            "AWS4"u8.CopyTo(initial);
            secret.Bytes.CopyTo(initial[4..]);
            day.TryFormat(text, out var length, "D8", CultureInfo.InvariantCulture);
            HMACSHA256.HashData(initial[..(4 + secret.Bytes.Length)], text[..length], chain);
        }
        CryptographicOperations.ZeroMemory(initial);
        HMACSHA256.HashData(chain, text[..Encoding.UTF8.GetBytes(region, text)], chain);
        HMACSHA256.HashData(chain, text[..Encoding.UTF8.GetBytes(service, text)], chain);
        HMACSHA256.HashData(chain, "aws4_request"u8, chain);
        return key;
    }
}
