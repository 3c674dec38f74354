namespace Kagimori.Cryptography.KeyPairs;

/// <summary>A key pair for one computation; hold it in a <c>using</c>.</summary>
internal readonly ref struct KeyPairLease(KeyPairPool pool, KeyPair pair)
{
    public KeyPair Pair { get; } = pair;

    public void Dispose() => pool.Return(Pair);
}
