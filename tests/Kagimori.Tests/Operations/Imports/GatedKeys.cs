using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>Key pairs that take until a test says so.</summary>
internal sealed class GatedKeys : KeyPairAlgorithm
{
    private readonly TaskCompletionSource _gate = new();
    private int _begun;

    /// <summary>How many are being made or were.</summary>
    public int Begun => Volatile.Read(ref _begun);

    public override bool IsSlow => true;

    public void Open() => _gate.SetResult();

    public override KeyMaterial Generate(RandomSource random)
    {
        Interlocked.Increment(ref _begun);
        _gate.Task.Wait();
        return KeyMaterial.Random(1, random);
    }

    protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo) => null;
}
