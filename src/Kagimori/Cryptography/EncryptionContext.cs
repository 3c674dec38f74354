using System.Buffers.Binary;
using System.Text;

namespace Kagimori.Cryptography;

/// <summary>The encryption context of a request: names and values that must be the same to decrypt as they were to encrypt.</summary>
/// <remarks>
/// Immutable. The canonical encoding is unambiguous, so <c>{"a":"bc"}</c> never equals <c>{"ab":"c"}</c>:
/// <code>
/// count (4, big-endian) | name length (4) | name (UTF-8) | value length (4) | value (UTF-8) | …
/// </code>
/// with pairs in ascending order of the names' UTF-8 bytes. No context and an empty one are the same.
/// </remarks>
public sealed class EncryptionContext : IEquatable<EncryptionContext>
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private readonly KeyValuePair<string, string>[] _pairs;
    private readonly byte[] _canonical;

    private EncryptionContext(KeyValuePair<string, string>[] pairs, byte[] canonical)
    {
        _pairs = pairs;
        _canonical = canonical;
    }

    /// <summary>The context without pairs.</summary>
    public static EncryptionContext Empty { get; } = new([], new byte[4]);

    public int Count => _pairs.Length;

    /// <summary>The pairs in canonical order.</summary>
    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>The bytes that are authenticated with every ciphertext.</summary>
    public ReadOnlySpan<byte> Canonical => _canonical;

    /// <summary>Takes the pairs of a request; false when a name or value is not well-formed Unicode (a lone surrogate) or is null.</summary>
    public static bool TryCreate(IReadOnlyDictionary<string, string>? pairs, out EncryptionContext context)
    {
        context = Empty;
        if (pairs is null || pairs.Count == 0) return true;
        var sorted = new KeyValuePair<string, string>[pairs.Count];
        var index = 0;
        var length = 4;
        foreach (var pair in pairs)
        {
            if (!IsWellFormed(pair.Key) || !IsWellFormed(pair.Value)) return false;
            sorted[index++] = pair;
            length += 8 + Utf8.GetByteCount(pair.Key) + Utf8.GetByteCount(pair.Value);
        }
        if (sorted.Length > 1) Array.Sort(sorted, CompareNames);
        context = new EncryptionContext(sorted, Encode(sorted, length));
        return true;
    }

    public bool TryGetValue(string name, out string? value)
    {
        foreach (var pair in _pairs)
        {
            if (!string.Equals(pair.Key, name, StringComparison.Ordinal)) continue;
            value = pair.Value;
            return true;
        }
        value = null;
        return false;
    }

    public bool Equals(EncryptionContext? other) => other is not null && _canonical.AsSpan().SequenceEqual(other._canonical);

    public override bool Equals(object? obj) => Equals(obj as EncryptionContext);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_canonical);
        return hash.ToHashCode();
    }

    private static byte[] Encode(KeyValuePair<string, string>[] sorted, int length)
    {
        var canonical = new byte[length];
        BinaryPrimitives.WriteInt32BigEndian(canonical, sorted.Length);
        var rest = canonical.AsSpan(4);
        foreach (var pair in sorted)
        {
            rest = rest[Put(rest, pair.Key)..];
            rest = rest[Put(rest, pair.Value)..];
        }
        return canonical;
    }

    private static int Put(Span<byte> destination, string text)
    {
        var length = Utf8.GetBytes(text, destination[4..]);
        BinaryPrimitives.WriteInt32BigEndian(destination, length);
        return 4 + length;
    }

    // Code point order is UTF-8 byte order; UTF-16 ordinal order differs from it above U+D7FF.
    private static int CompareNames(KeyValuePair<string, string> left, KeyValuePair<string, string> right)
    {
        var (a, b) = (left.Key, right.Key);
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] == b[i]) continue;
            var surrogates = (char.IsSurrogate(a[i]) ? 1 : 0) - (char.IsSurrogate(b[i]) ? 1 : 0);
            return surrogates != 0 ? surrogates : a[i] - b[i];
        }
        return a.Length - b.Length;
    }

    private static bool IsWellFormed(string? text)
    {
        if (text is null) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }
}
