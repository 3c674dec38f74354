using System.Diagnostics.CodeAnalysis;
using Kagimori.Cryptography;

namespace Kagimori.Authentication;

/// <summary>Seals what a session is into its token and opens it again: a token needs no store, and nobody else can make one.</summary>
/// <remarks>
/// A token is the base64 of <see cref="SealedBytes"/> with the prefix 17 0A 06 01, so tokens begin FwoGAQ as AWS's begin FwoG.
/// What the payload says, its expiry and its access key included, is the caller's to write and to check.
/// Safe for concurrent use.
/// </remarks>
public sealed class SessionTokenKey
{
    /// <summary>The longest token that is looked at.</summary>
    public const int MaximumTokenLength = 16384;

    private readonly KeyMaterial _key;

    /// <summary>Takes a 32-byte key made for this purpose alone.</summary>
    public SessionTokenKey(KeyMaterial key) => _key = key;

    private static ReadOnlySpan<byte> Label => "kagimori session token v1"u8;

    private static ReadOnlySpan<byte> Prefix => [0x17, 0x0A, 0x06, 0x01];

    public string Seal(ReadOnlySpan<byte> payload, RandomSource random) =>
        Convert.ToBase64String(SealedBytes.Seal(_key, Label, Prefix, payload, [], random));

    /// <summary>False for whatever this key did not seal.</summary>
    public bool TryOpen(string token, [NotNullWhen(true)] out byte[]? payload)
    {
        payload = null;
        if (token.Length is 0 or > MaximumTokenLength) return false;
        var bytes = new byte[token.Length / 4 * 3];
        if (!Convert.TryFromBase64String(token, bytes, out var written)) return false;
        var sealedBytes = bytes.AsSpan(0, written);
        // One token has one spelling: the decoder forgives white space and stray bits.
        if (!Convert.ToBase64String(sealedBytes).Equals(token, StringComparison.Ordinal)) return false;
        var length = SealedBytes.PlaintextLength(sealedBytes, Prefix);
        if (length < 0) return false;
        var opened = new byte[length];
        if (!SealedBytes.TryOpen(_key, Label, Prefix.Length, sealedBytes, [], opened)) return false;
        payload = opened;
        return true;
    }
}
