namespace Kagimori.Keys;

/// <summary>What an import token means: for which key until when, and the wrapping key. It is stored nowhere but in the token.</summary>
/// <param name="Key">The key ARN.</param>
/// <param name="Wrapping">The algorithm to unwrap with, and the key spec of the wrapping key.</param>
/// <param name="PrivateKey">The private half of the wrapping key, wrapped under the root key for <see cref="OwnerOf"/>.</param>
internal sealed record ImportTokenRecord(string Key, Wrapping Wrapping, DateTimeOffset ValidTo, byte[] PrivateKey)
{
    /// <summary>Whom the wrapping key belongs to: the import into one key.</summary>
    public static string OwnerOf(string key) => $"{key}#import";
}
