namespace Kagimori.Keys;

/// <summary>What an import token means: for which key until when, and the private half of the wrapping key. It is stored nowhere but in the token.</summary>
/// <param name="Key">The key ARN.</param>
/// <param name="PrivateKey">PKCS #8.</param>
internal sealed record ImportTokenRecord(string Key, string WrappingAlgorithm, DateTimeOffset ValidTo, byte[] PrivateKey);
