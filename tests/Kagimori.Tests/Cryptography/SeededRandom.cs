using System.Buffers.Binary;
using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

/// <summary>Chance that repeats: SHA-256 of a seed and a counter. It also counts how often it was asked.</summary>
public sealed class SeededRandom(int seed) : RandomSource
{
    private int _block;

    public int Calls { get; private set; }

    public override void Fill(Span<byte> destination)
    {
        Calls++;
        Span<byte> input = stackalloc byte[8];
        Span<byte> block = stackalloc byte[32];
        while (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteInt32BigEndian(input, seed);
            BinaryPrimitives.WriteInt32BigEndian(input[4..], _block++);
            SHA256.HashData(input, block);
            var taken = Math.Min(block.Length, destination.Length);
            block[..taken].CopyTo(destination);
            destination = destination[taken..];
        }
    }
}
