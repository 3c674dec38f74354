namespace Kagimori.Cryptography.KeyPairs;

/// <summary>The opened pairs of one private key, each used by one thread at a time and kept for the next.</summary>
/// <remarks>Opening an RSA key costs as much as signing with it, so a busy key is opened about once for each thread.</remarks>
internal sealed class KeyPairPool(KeyPairAlgorithm algorithm, KeyMaterial privateKey, KeyPairCache cache)
{
    private readonly KeyPair?[] _idle = new KeyPair?[Environment.ProcessorCount];
    private int _isKept;

    public KeyPairLease Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (Volatile.Read(ref _idle[i]) is not null && Interlocked.Exchange(ref _idle[i], null) is { } pair) return new KeyPairLease(this, pair);
        }
        if (Interlocked.Exchange(ref _isKept, 1) == 0) cache.Keep(this);
        return new KeyPairLease(this, algorithm.Open(privateKey));
    }

    /// <summary>Closes the pairs that are idle; those in use are closed when they come back.</summary>
    public void Clear()
    {
        Volatile.Write(ref _isKept, 0);
        for (var i = 0; i < _idle.Length; i++) Interlocked.Exchange(ref _idle[i], null)?.Dispose();
    }

    internal void Return(KeyPair pair)
    {
        if (Volatile.Read(ref _isKept) == 1)
        {
            for (var i = 0; i < _idle.Length; i++)
            {
                if (Interlocked.CompareExchange(ref _idle[i], pair, null) is null) return;
            }
        }
        pair.Dispose();
    }
}
