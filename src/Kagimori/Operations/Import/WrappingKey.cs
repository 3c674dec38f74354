using System.Security.Cryptography;

namespace Kagimori.Operations.Import;

/// <summary>The RSA keys under which callers send key material, and their algorithms.</summary>
internal static class WrappingKey
{
    // Making an RSA key takes up to seconds of a processor: few at a time, and none on the thread of a request.
    private static readonly SemaphoreSlim Places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public static async Task<(byte[] PublicKey, byte[] PrivateKey)> CreateAsync(int bits, CancellationToken cancel)
    {
        await Places.WaitAsync(cancel);
        try
        {
            return await Task.Run(() => Create(bits), cancel);
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>The modulus length of a wrapping key spec; null for one that is not RSA.</summary>
    public static int? BitsOf(string spec) => spec switch { "RSA_2048" => 2048, "RSA_3072" => 3072, "RSA_4096" => 4096, _ => null };

    /// <summary>The padding of a wrapping algorithm; null for one that cannot wrap a symmetric key.</summary>
    public static RSAEncryptionPadding? PaddingOf(string algorithm) => algorithm switch
    {
        "RSAES_OAEP_SHA_1" => RSAEncryptionPadding.OaepSHA1,
        "RSAES_OAEP_SHA_256" => RSAEncryptionPadding.OaepSHA256,
        _ => null,
    };

    /// <summary>Null when the bytes are not what this wrapping key wraps.</summary>
    public static byte[]? Unwrap(byte[] privateKey, string algorithm, byte[] wrapped)
    {
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(privateKey, out _);
        try
        {
            return rsa.Decrypt(wrapped, PaddingOf(algorithm)!);
        }
        catch (CryptographicException)
        {
            // The class library has no way to say this but by throwing; it goes no further than this frame.
            return null;
        }
    }

    private static (byte[], byte[]) Create(int bits)
    {
        using var rsa = RSA.Create(bits);
        return (rsa.ExportSubjectPublicKeyInfo(), rsa.ExportPkcs8PrivateKey());
    }
}
