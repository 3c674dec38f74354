using System.Buffers.Text;
using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Audit;

/// <summary>The member that makes of each line a link: its number, the hash of the record before it, and its own hash.</summary>
/// <remarks>
/// <code>
/// {…CloudTrail…,"kagimori":{"sequence":42,"previous":"&lt;64 hex&gt;","hash":"&lt;64 hex&gt;"}}\n
/// └──────────────── hashed with SHA-256 ───────────────────────────┘        └ previous of record 43
/// </code>
/// Hexadecimal is lower-case. The first record's previous is 64 zeros.
/// </remarks>
public static class AuditChain
{
    /// <summary>The previous hash of the first record.</summary>
    public const string ZeroHash = "0000000000000000000000000000000000000000000000000000000000000000";

    internal const int HashLength = 64;

    /// <summary>The most bytes the member adds to a line, its line break included.</summary>
    internal const int MaxSuffix = 256;

    private const int TailLength = 9 + HashLength + 3; // ,"hash":"…"}}

    private static ReadOnlySpan<byte> Sequence => ",\"kagimori\":{\"sequence\":"u8;

    private static ReadOnlySpan<byte> Previous => ",\"previous\":\""u8;

    private static ReadOnlySpan<byte> Hash => ",\"hash\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}}"u8;

    /// <summary>Writes an event's JSON object as a line of the chain that is still to be linked.</summary>
    /// <param name="record">The object; its closing brace makes room for the member.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="line">Has room for the record and <see cref="MaxSuffix"/> bytes.</param>
    /// <returns>The length of the line with its line break.</returns>
    internal static int Write(ReadOnlySpan<byte> record, long sequence, Span<byte> line)
    {
        var at = Put(line, 0, record[..^1]);
        at = Put(line, at, Sequence);
        _ = Utf8Formatter.TryFormat(sequence, line[at..], out var digits);
        at += digits;
        at = Put(line, at, Previous) + HashLength;
        line[at++] = (byte)'"';
        at = Put(line, at, Hash) + HashLength;
        at = Put(line, at, End);
        line[at++] = (byte)'\n';
        return at;
    }

    /// <summary>Links a line to the one before by filling in both hashes.</summary>
    /// <param name="line">With its line break.</param>
    /// <param name="head">In: the hash of the record before. Out: the hash of this one. 64 bytes of hexadecimal.</param>
    internal static void Link(Span<byte> line, Span<byte> head)
    {
        var hashed = line[..^(TailLength + 1)];
        head.CopyTo(hashed[^(HashLength + 1)..]);
        HashOf(hashed, head);
        head.CopyTo(line[(hashed.Length + Hash.Length)..]);
    }

    /// <summary>Reads the member and checks the line against its own hash.</summary>
    /// <param name="line">A line without its line break.</param>
    /// <param name="link">What the member says; meaningful only when true.</param>
    /// <returns>False where the line is not, byte for byte, what was written.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> line, out AuditLink link)
    {
        link = default;
        var previousLength = Previous.Length + HashLength + 1;
        if (line.Length < TailLength + previousLength + Sequence.Length + 2) return false;

        var tail = line[^TailLength..];
        var hash = tail.Slice(Hash.Length, HashLength);
        if (!tail.StartsWith(Hash) || !tail.EndsWith(End)) return false;

        var hashed = line[..^TailLength];
        var previous = hashed[^previousLength..];
        if (!previous.StartsWith(Previous) || previous[^1] != '"') return false;

        var before = hashed[..^previousLength];
        var marker = before.LastIndexOf(Sequence);
        if (marker < 0 || !Utf8Parser.TryParse(before[(marker + Sequence.Length)..], out long sequence, out var digits)) return false;
        if (marker + Sequence.Length + digits != before.Length) return false;

        Span<byte> computed = stackalloc byte[HashLength];
        HashOf(hashed, computed);
        if (!computed.SequenceEqual(hash)) return false;
        link = new AuditLink(sequence, Text(previous.Slice(Previous.Length, HashLength)), Text(hash));
        return true;
    }

    internal static string Text(ReadOnlySpan<byte> hexadecimal) => System.Text.Encoding.ASCII.GetString(hexadecimal);

    private static void HashOf(ReadOnlySpan<byte> bytes, Span<byte> hexadecimal)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(bytes, hash);
        _ = Convert.TryToHexStringLower(hash, hexadecimal, out _);
    }

    private static int Put(Span<byte> line, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(line[at..]);
        return at + bytes.Length;
    }
}
