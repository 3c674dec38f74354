using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Kagimori.Cryptography;

/// <summary>The key above all others: everything secret at rest is wrapped under it.</summary>
/// <remarks>
/// Safe for concurrent use. Nothing is encrypted under the root key itself: each wrap has its own derived key
/// (see <see cref="SealedBytes"/>), so it has no limit on the number of wraps. The owner of what is wrapped is
/// authenticated: a wrapped value moved to another row does not open there.
/// </remarks>
public sealed class RootKey : IDisposable
{
    public const int Size = 32;

    private readonly KeyMaterial _material;
    private readonly RandomSource _random;

    /// <summary>Takes ownership of 32 bytes of material.</summary>
    public RootKey(KeyMaterial material, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(material.Length, Size, nameof(material));
        _material = material;
        _random = random;
        Span<byte> check = stackalloc byte[KeyDerivation.Size];
        KeyDerivation.Derive(material, "kagimori root key check value v1"u8, [], check);
        CheckValue = Convert.ToHexStringLower(check);
    }

    private static ReadOnlySpan<byte> WrapLabel => "kagimori wrap v1"u8;

    private static ReadOnlySpan<byte> WrapPrefix => [0x01];

    /// <summary>64 hexadecimal digits that tell this root key from another and nothing else; stored beside what it wraps.</summary>
    public string CheckValue { get; }

    internal KeyMaterial Material => _material;

    public static RootKey Generate(RandomSource random) => new(KeyMaterial.Random(Size, random), random);

    /// <summary>Wraps secret bytes for one owner, for example <c>access-key/AKIA…</c>.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> owner) =>
        SealedBytes.Seal(_material, WrapLabel, WrapPrefix, secret, owner, _random);

    /// <inheritdoc cref="Wrap(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public byte[] Wrap(KeyMaterial secret, string owner)
    {
        using var revealed = secret.Reveal();
        return Wrap(revealed.Bytes, Encoding.UTF8.GetBytes(owner));
    }

    /// <summary>False when the bytes are not what this root key wrapped for this owner.</summary>
    public bool TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> owner, [NotNullWhen(true)] out KeyMaterial? secret)
    {
        secret = null;
        var length = SealedBytes.PlaintextLength(wrapped, WrapPrefix);
        if (length < 0) return false;
        var material = KeyMaterial.Allocate(length, out var destination);
        if (!SealedBytes.TryOpen(_material, WrapLabel, WrapPrefix.Length, wrapped, owner, destination))
        {
            material.Dispose();
            return false;
        }
        secret = material;
        return true;
    }

    /// <inheritdoc cref="TryUnwrap(ReadOnlySpan{byte}, ReadOnlySpan{byte}, out KeyMaterial?)"/>
    public bool TryUnwrap(ReadOnlySpan<byte> wrapped, string owner, [NotNullWhen(true)] out KeyMaterial? secret) =>
        TryUnwrap(wrapped, Encoding.UTF8.GetBytes(owner), out secret);

    /// <summary>A 32-byte key for one purpose of the service, for example <c>session tokens</c>.</summary>
    public KeyMaterial DeriveKey(string purpose)
    {
        Span<byte> context = stackalloc byte[256];
        var length = Encoding.UTF8.GetBytes(purpose, context);
        var key = KeyMaterial.Allocate(KeyDerivation.Size, out var destination);
        KeyDerivation.Derive(_material, "kagimori derived key v1"u8, context[..length], destination);
        return key;
    }

    public void Dispose() => _material.Dispose();
}
