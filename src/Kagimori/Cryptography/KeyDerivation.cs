using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>NIST SP 800-108r1 section 4.1, KDF in counter mode over HMAC-SHA-256, for the one output length used: 32 bytes.</summary>
/// <remarks>
/// One block suffices: K(1) = HMAC(key, [1]₃₂ ‖ label ‖ 00 ‖ context ‖ [256]₃₂). A test proves it equal to
/// <see cref="SP800108HmacCounterKdf"/>, which costs more per call (see docs/key-hierarchy.md).
/// INVARIANT: every use has its own label, so that no key derived for one purpose is ever a key of another.
/// </remarks>
internal static class KeyDerivation
{
    public const int Size = 32;

    private const int LargestInput = 512;

    public static void Derive(KeyMaterial key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> context, Span<byte> destination)
    {
        var length = 4 + label.Length + 1 + context.Length + 4;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LargestInput, nameof(context));
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, Size);
        Span<byte> buffer = stackalloc byte[LargestInput];
        var input = buffer[..length];
        BinaryPrimitives.WriteUInt32BigEndian(input, 1);
        label.CopyTo(input[4..]);
        input[4 + label.Length] = 0;
        context.CopyTo(input[(5 + label.Length)..]);
        BinaryPrimitives.WriteUInt32BigEndian(input[^4..], Size * 8);
        key.HmacSha256(input, destination);
    }
}
