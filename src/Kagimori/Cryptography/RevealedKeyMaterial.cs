namespace Kagimori.Cryptography;

/// <summary>Secret bytes held open for one computation: while it lives they are neither zeroed nor collected.</summary>
internal readonly ref struct RevealedKeyMaterial
{
    private readonly KeyMaterial _owner;

    internal RevealedKeyMaterial(KeyMaterial owner, ReadOnlySpan<byte> bytes)
    {
        _owner = owner;
        Bytes = bytes;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public void Dispose() => _owner.Release();
}
