using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>Secret bytes and the only place they live: never copied by the collector, never printed, zeroed at the end.</summary>
/// <remarks>
/// Safe for concurrent use. INVARIANT: the bytes are zeroed once the material is disposed (or collected) and no
/// <see cref="RevealedKeyMaterial"/> is open, never before: nobody computes with half-zeroed bytes.
/// Dispose what one owner holds alone; material shared through snapshots is left to the finaliser.
/// </remarks>
public sealed class KeyMaterial : IDisposable
{
    private static long _made;

    private readonly byte[] _bytes;
    private int _holders = 1; // the owner, and one for each open reveal; the last to leave zeroes
    private int _disposed;
    private IncrementalHash? _hmac; // keyed once and kept: making one costs more than a short HMAC

    private KeyMaterial(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
    }

    /// <summary>Copies <paramref name="secret"/>; the caller zeroes its own copy.</summary>
    public KeyMaterial(ReadOnlySpan<byte> secret) : this(secret.Length) => secret.CopyTo(_bytes);

    ~KeyMaterial() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>Tells this instance from every other of the process; says nothing about the bytes.</summary>
    internal long Number { get; } = Interlocked.Increment(ref _made);

    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>The number of secret bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>New material of <paramref name="length"/> random bytes.</summary>
    public static KeyMaterial Random(int length, RandomSource random)
    {
        var material = new KeyMaterial(length);
        random.Fill(material._bytes);
        return material;
    }

    /// <summary>New material that its maker fills in place through <paramref name="secret"/>, before anybody else holds it.</summary>
    internal static KeyMaterial Allocate(int length, out Span<byte> secret)
    {
        var material = new KeyMaterial(length);
        secret = material._bytes;
        return material;
    }

    /// <summary>Opens the bytes for cryptographic code; hold the result in a <c>using</c>.</summary>
    /// <exception cref="ObjectDisposedException">The material was disposed.</exception>
    internal RevealedKeyMaterial Reveal()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0 && Volatile.Read(ref _disposed) == 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders) return new RevealedKeyMaterial(this, _bytes);
            holders = seen;
        }
        throw new ObjectDisposedException(nameof(KeyMaterial));
    }

    /// <summary>Compares in time that depends on the lengths alone.</summary>
    public bool FixedTimeEquals(KeyMaterial other)
    {
        using var mine = Reveal();
        using var theirs = other.Reveal();
        return CryptographicOperations.FixedTimeEquals(mine.Bytes, theirs.Bytes);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Release();
        Interlocked.Exchange(ref _hmac, null)?.Dispose();
        if (Volatile.Read(ref _holders) == 0) GC.SuppressFinalize(this);
    }

    /// <summary>HMAC-SHA256 of some data under this key.</summary>
    /// <remarks>The keyed state lives as long as the key. A thread that finds it in use by another makes one of its own.</remarks>
    internal void HmacSha256(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        using var revealed = Reveal();
        var state = Interlocked.Exchange(ref _hmac, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, revealed.Bytes);
        state.AppendData(data);
        state.GetHashAndReset(destination);
        if (Volatile.Read(ref _disposed) != 0 || Interlocked.CompareExchange(ref _hmac, state, null) is not null) state.Dispose();
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) CryptographicOperations.ZeroMemory(_bytes);
    }

    /// <summary>Says how many bytes there are, never which.</summary>
    public override string ToString() => $"secret of {Length} bytes";
}
