using System.Diagnostics.CodeAnalysis;
using Kagimori.Cryptography;

namespace Kagimori.Keys;

/// <summary>Seals what a token means into the token, so that it needs no store and nobody else can make one. Safe for concurrent use.</summary>
/// <param name="key">A 32-byte key made for this kind of token alone.</param>
internal sealed class SealedToken(KeyMaterial key, byte[] label, byte[] prefix, RandomSource random)
{
    /// <param name="owner">Whose the token is; for another it does not open.</param>
    public byte[] Seal(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> owner = default) => SealedBytes.Seal(key, label, prefix, payload, owner, random);

    /// <summary>False for whatever this key did not seal for this owner.</summary>
    public bool TryOpen(ReadOnlySpan<byte> token, [NotNullWhen(true)] out byte[]? payload, ReadOnlySpan<byte> owner = default)
    {
        payload = null;
        var length = SealedBytes.PlaintextLength(token, prefix);
        if (length < 0) return false;
        var opened = new byte[length];
        if (!SealedBytes.TryOpen(key, label, prefix.Length, token, owner, opened)) return false;
        payload = opened;
        return true;
    }
}
