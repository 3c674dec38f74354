using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>Memory that stays where it is, for the parameters of one call after the other. For one thread at a time; nothing secret is put in it.</summary>
internal sealed class PinnedBuffer
{
    private const int Initial = 4096;
    private const int Alignment = 8;

    private byte[] _bytes = GC.AllocateArray<byte>(Initial, pinned: true);
    private int _used;

    /// <summary>Forgets what was in it and makes room for what comes; addresses given out before are no longer good.</summary>
    public void Begin(int size)
    {
        _used = 0;
        if (size > _bytes.Length) _bytes = GC.AllocateArray<byte>(size, pinned: true);
    }

    /// <summary>Copies bytes in and answers where they are.</summary>
    public nint Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_used));
        return Advance(bytes.Length);
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{byte})"/>
    public nint Add<T>(in T value) where T : unmanaged
    {
        MemoryMarshal.Write(_bytes.AsSpan(_used), in value);
        return Advance(Marshal.SizeOf<T>());
    }

    private nint Advance(int length)
    {
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, _used);
        _used += (length + Alignment - 1) / Alignment * Alignment;
        return address;
    }
}
