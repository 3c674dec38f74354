using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Kagimori.Cryptography;

/// <summary>HMAC (FIPS 198-1) by its names in AWS KMS.</summary>
/// <remarks>SHA-224 is BouncyCastle's: the class library does not have it.</remarks>
internal static class MessageAuthentication
{
    /// <exception cref="ArgumentException">No MAC algorithm has this name.</exception>
    public static byte[] Compute(KeyMaterial key, string algorithm, ReadOnlySpan<byte> message)
    {
        using var revealed = key.Reveal();
        return algorithm switch
        {
            "HMAC_SHA_224" => ComputeSha224(revealed.Bytes, message),
            "HMAC_SHA_256" => HMACSHA256.HashData(revealed.Bytes, message),
            "HMAC_SHA_384" => HMACSHA384.HashData(revealed.Bytes, message),
            "HMAC_SHA_512" => HMACSHA512.HashData(revealed.Bytes, message),
            _ => throw new ArgumentException("No such MAC algorithm.", nameof(algorithm)),
        };
    }

    private static byte[] ComputeSha224(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        var hmac = new HMac(new Sha224Digest());
        hmac.Init(new KeyParameter(key));
        hmac.BlockUpdate(message);
        var mac = new byte[hmac.GetMacSize()];
        hmac.DoFinal(mac, 0);
        return mac;
    }
}
