using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

namespace Kagimori.Cryptography;

/// <summary>Which key material of which KMS key: 32 bytes, shown as 64 lower-case hexadecimal digits.</summary>
/// <remarks>
/// Derived from the material and the key it belongs to: the same material imported again under the same key has the same id,
/// and under another key another one. It reveals nothing about the material. <c>default</c> is no material's id.
/// </remarks>
public readonly record struct KeyMaterialId
{
    public const int Size = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly Vector256<byte> _bytes;

    /// <summary>The id whose 32 bytes are given.</summary>
    public KeyMaterialId(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _bytes = Vector256.Create(bytes);
    }

    /// <summary>The id of <paramref name="material"/> as a backing key of one KMS key.</summary>
    /// <param name="material">The secret bytes.</param>
    /// <param name="accountId">The account that owns the key, 12 digits.</param>
    /// <param name="keyId">The key id without the rest of the ARN; replicas share it, so they share the id.</param>
    public static KeyMaterialId Derive(KeyMaterial material, string accountId, string keyId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accountId.Length, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keyId.Length, 64);
        Span<byte> context = stackalloc byte[4 + (3 * 128)];
        var account = Encoding.UTF8.GetBytes(accountId, context[4..]);
        BinaryPrimitives.WriteInt32BigEndian(context, account);
        var key = Encoding.UTF8.GetBytes(keyId, context[(4 + account)..]);
        Span<byte> id = stackalloc byte[Size];
        KeyDerivation.Derive(material, "kagimori key material id v1"u8, context[..(4 + account + key)], id);
        return new KeyMaterialId(id);
    }

    /// <summary>The id of a key that lies in a token, which shows no material to derive one from: a hash of where it is.</summary>
    /// <param name="backingKeyId">The id of the key in the token.</param>
    public static KeyMaterialId OfKeyInToken(ReadOnlySpan<byte> backingKeyId, string accountId, string keyId)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("kagimori key in token id v1"u8);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[accountId, keyId])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, Encoding.UTF8.GetByteCount(part));
            hash.AppendData(length);
            hash.AppendData(Encoding.UTF8.GetBytes(part));
        }
        hash.AppendData(backingKeyId);
        return new KeyMaterialId(hash.GetHashAndReset());
    }

    public static bool TryParse(ReadOnlySpan<char> text, out KeyMaterialId id)
    {
        id = default;
        if (text.Length != Size * 2 || text.ContainsAnyExcept(Digits)) return false;
        Span<byte> bytes = stackalloc byte[Size];
        Convert.FromHexString(text, bytes, out _, out _);
        id = new KeyMaterialId(bytes);
        return true;
    }

    public void CopyTo(Span<byte> destination) => _bytes.CopyTo(destination);

    // The bytes are a hash already.
    public override int GetHashCode() => _bytes.AsInt32().GetElement(0);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
