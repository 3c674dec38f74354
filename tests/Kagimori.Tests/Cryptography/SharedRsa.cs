using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Kagimori.Tests.Cryptography;

/// <summary>RSA private keys for tests that need any; making one takes up to seconds, so each is made once in a test run.</summary>
internal static class SharedRsa
{
    private static readonly ConcurrentDictionary<(int Bits, int Which), Lazy<byte[]>> Made = new();

    /// <summary>The PKCS #8 of a private key; the same bytes whenever it is asked for the same one.</summary>
    /// <param name="which">Which of several keys of the size.</param>
    public static byte[] PrivateKey(int bits, int which = 1) => Made.GetOrAdd((bits, which), _ => new(() =>
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKey();
    })).Value;

    /// <summary>The same key as an object of the caller's own.</summary>
    public static RSA Open(int bits, int which = 1)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(PrivateKey(bits, which), out _);
        return rsa;
    }
}
