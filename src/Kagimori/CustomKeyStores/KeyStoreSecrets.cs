using System.Security.Cryptography;
using System.Text;
using Kagimori.Cryptography;

namespace Kagimori.CustomKeyStores;

/// <summary>Wraps the secret of a key store, a password or a secret access key, and compares with what is wrapped.</summary>
internal static class KeyStoreSecrets
{
    /// <summary>The owner that a wrapped secret is bound to, so that rows cannot be swapped.</summary>
    public static string OwnerOf(string keyStoreId) => $"custom-key-store/{keyStoreId}";

    public static byte[] Wrap(RootKey rootKey, string secret, string keyStoreId)
    {
        using var material = Take(secret);
        return rootKey.Wrap(material, OwnerOf(keyStoreId));
    }

    public static bool Is(RootKey rootKey, byte[] wrapped, string secret, string keyStoreId)
    {
        if (!rootKey.TryUnwrap(wrapped, OwnerOf(keyStoreId), out var known)) return false;
        using (known)
        using (var material = Take(secret)) return known.FixedTimeEquals(material);
    }

    private static KeyMaterial Take(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        try
        {
            return new KeyMaterial(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
