using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Kagimori;

/// <summary>Makes request ids: UUIDs that are unique and need not be secret, so one _counter per process suffices.</summary>
public static class RequestIds
{
    private static readonly ulong Process = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private static long _counter;

    public static string Next() => NextGuid().ToString();

    public static Guid NextGuid()
    {
        // An odd multiplier spreads consecutive numbers over the whole UUID without losing one.
        var number = unchecked((ulong)Interlocked.Increment(ref _counter) * 0x9E3779B97F4A7C15UL);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Process ^ number);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], number);
        bytes[7] = (byte)(bytes[7] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes);
    }
}
