using CsCheck;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

/// <summary>Damaged and arbitrary ciphertext: never an exception, never a plaintext that was not encrypted.</summary>
public sealed class CiphertextFuzzTests : IDisposable
{
    private readonly KeyMaterial _key = KeyMaterial.Random(32, new SeededRandom(5));
    private readonly KeyMaterialId _id;
    private readonly byte[][] _blobs;

    public CiphertextFuzzTests()
    {
        _id = KeyMaterialId.Derive(_key, "111122223333", "key");
        _blobs = [.. new[] { 1, 16, 32, 57, 60, 112, 200, 300, 4096 }.Select(
            length => SymmetricCipher.Encrypt(_key, _id, EncryptionContext.Empty, new byte[length], new SeededRandom(length)))];
    }

    [Fact]
    public void Ten_thousand_damaged_blobs_are_refused() =>
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 2], Gen.Int[0, int.MaxValue], Gen.Byte).Sample(
            (which, how, where, value) => !Opens(Damage(_blobs[which], how, where, value)),
            iter: 10_000);

    [Fact]
    public void Every_single_flipped_bit_is_refused()
    {
        var blob = _blobs[2];
        for (var bit = 0; bit < blob.Length * 8; bit++) Assert.False(Opens(Flip(blob, bit)), $"bit {bit}");
    }

    [Fact]
    public void Arbitrary_bytes_are_refused() =>
        Gen.Byte.Array[0, 400].Sample(bytes => !Opens(bytes), iter: 5_000);

    [Fact]
    public void Arbitrary_bytes_in_a_well_formed_frame_are_refused() =>
        Gen.Byte.Array[0, 300].Sample(
            der => !Opens([.. _blobs[0].AsSpan(0, 54), 0, 0, (byte)(der.Length >> 8), (byte)(der.Length & 255), .. der]),
            iter: 5_000);

    public void Dispose() => _key.Dispose();

    private bool Opens(ReadOnlySpan<byte> bytes) =>
        CiphertextBlob.TryRead(bytes, out var blob) && SymmetricCipher.TryDecrypt(_key, _id, EncryptionContext.Empty, blob, out byte[] _, out _);

    private static byte[] Damage(byte[] blob, int how, int where, byte value) => how switch
    {
        0 => Flip(blob, where % (blob.Length * 8)),
        1 => blob[..(where % blob.Length)],
        _ => [.. blob.AsSpan(0, where % blob.Length), value, .. blob.AsSpan(where % blob.Length)],
    };

    private static byte[] Flip(byte[] blob, int bit)
    {
        var changed = (byte[])blob.Clone();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
