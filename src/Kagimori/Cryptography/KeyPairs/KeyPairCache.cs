using System.Collections.Concurrent;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Bounds how many private keys are kept open: the pool that was opened longest ago is closed first.</summary>
internal sealed class KeyPairCache(int capacity)
{
    private readonly ConcurrentQueue<KeyPairPool> _kept = new();

    public void Keep(KeyPairPool pool)
    {
        _kept.Enqueue(pool);
        while (_kept.Count > capacity && _kept.TryDequeue(out var oldest)) oldest.Clear();
    }
}
