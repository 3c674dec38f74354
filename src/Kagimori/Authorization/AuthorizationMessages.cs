using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;

namespace Kagimori.Authorization;

/// <summary>Seals authorization messages for one account and opens them for it: they say what policies say. Safe for concurrent use.</summary>
/// <remarks>
/// base64url, without padding, of <see cref="SealedBytes"/> with the prefix 01 07 02 01, whose owner is the account. Sealed is
/// <code>
///  offset  bytes
///       0      8  when it ends to be valid, seconds since 1970, big-endian
///       8      n  the message, JSON
///     8+n         spaces to a multiple of 256
/// </code>
/// It is not compressed: the length of a compressed text would tell who chooses a part of it, the encryption context say, about the rest.
/// </remarks>
public sealed class AuthorizationMessages
{
    /// <summary>As AWS says no more than that a message expires, a day: long enough to ask somebody who may decode it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The longest message in bytes: what is encoded may have 10,240 characters.</summary>
    public const int MaxLength = (29 * Unit) - TimeSize;

    private const int Unit = 256;
    private const int TimeSize = 8;
    private readonly SealedToken _sealing;

    public AuthorizationMessages(KeyMaterial key, RandomSource random) =>
        _sealing = new SealedToken(key, [.. "kagimori authorization message v1"u8], [0x01, 0x07, 0x02, 0x01], random);

    public string Encode(AccountId account, ReadOnlySpan<byte> message, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(message.Length, MaxLength);
        var payload = new byte[(TimeSize + message.Length + Unit - 1) / Unit * Unit];
        BinaryPrimitives.WriteInt64BigEndian(payload, (now + Lifetime).ToUnixTimeSeconds());
        message.CopyTo(payload.AsSpan(TimeSize));
        payload.AsSpan(TimeSize + message.Length).Fill((byte)' ');
        return Base64Url.EncodeToString(_sealing.Seal(payload, Owner(account)));
    }

    /// <summary>Null for what was not encoded here for this account, and for what is too old.</summary>
    public string? Decode(AccountId account, string encoded, DateTimeOffset now)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(encoded.Length)];
        if (Base64Url.DecodeFromChars(encoded, bytes, out _, out var length) != OperationStatus.Done) return null;
        // One message has one spelling: the decoder forgives white space and padding.
        if (Base64Url.EncodeToString(bytes.AsSpan(0, length)) != encoded) return null;
        if (!_sealing.TryOpen(bytes.AsSpan(0, length), out var payload, Owner(account))) return null;
        if (BinaryPrimitives.ReadInt64BigEndian(payload) < now.ToUnixTimeSeconds()) return null;
        return Encoding.UTF8.GetString(payload.AsSpan(TimeSize)).TrimEnd(' ');
    }

    private static byte[] Owner(AccountId account) => Encoding.UTF8.GetBytes(account.ToString());
}
