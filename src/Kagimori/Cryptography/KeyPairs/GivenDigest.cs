using Org.BouncyCastle.Crypto;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>A digest that was made elsewhere: whatever it is fed, its value is the one given.</summary>
internal sealed class GivenDigest(byte[] value) : IDigest
{
    public string AlgorithmName => "given";

    public int GetDigestSize() => value.Length;

    public int GetByteLength() => 64;

    public void Update(byte input)
    {
    }

    public void BlockUpdate(byte[] input, int inOff, int inLen)
    {
    }

    public void BlockUpdate(ReadOnlySpan<byte> input)
    {
    }

    public int DoFinal(byte[] output, int outOff) => DoFinal(output.AsSpan(outOff));

    public int DoFinal(Span<byte> output)
    {
        value.CopyTo(output);
        return value.Length;
    }

    public void Reset()
    {
    }
}
