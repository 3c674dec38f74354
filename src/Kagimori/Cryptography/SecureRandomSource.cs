using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>Chance from the operating system.</summary>
/// <remarks>
/// A call of the system's generator costs the same whatever its size, so small wants are served from a pool of the
/// thread's own. INVARIANT: no byte of a pool is given twice, and each is zeroed as it is given.
/// </remarks>
internal sealed class SecureRandomSource : RandomSource
{
    private const int PoolSize = 1024;
    private const int LargestPooled = 128;

    [ThreadStatic]
    private static byte[]? _pool;

    [ThreadStatic]
    private static int _left;

    public override void Fill(Span<byte> destination)
    {
        if (destination.Length > LargestPooled)
        {
            RandomNumberGenerator.Fill(destination);
            return;
        }
        var pool = _pool ??= GC.AllocateUninitializedArray<byte>(PoolSize, pinned: true);
        if (_left < destination.Length)
        {
            RandomNumberGenerator.Fill(pool);
            _left = PoolSize;
        }
        _left -= destination.Length;
        var given = pool.AsSpan(_left, destination.Length);
        given.CopyTo(destination);
        CryptographicOperations.ZeroMemory(given);
    }
}
