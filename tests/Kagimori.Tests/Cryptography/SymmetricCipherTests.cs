using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class SymmetricCipherTests : IDisposable
{
    private readonly KeyMaterial _key = KeyMaterial.Random(32, new SeededRandom(7));
    private readonly KeyMaterialId _id;

    public SymmetricCipherTests() => _id = KeyMaterialId.Derive(_key, "111122223333", "key");

    [Fact]
    public void What_was_encrypted_decrypts()
    {
        var context = EncryptionContextTests.Create(("purpose", "test"));
        var blob = SymmetricCipher.Encrypt(_key, _id, context, "attack at dawn"u8, RandomSource.Secure);
        Assert.Equal("attack at dawn"u8.ToArray(), Decrypt(blob, context, out var fault));
        Assert.Equal(CiphertextFault.None, fault);
    }

    [Fact]
    public void Encrypting_twice_gives_two_blobs() => Assert.NotEqual(
        SymmetricCipher.Encrypt(_key, _id, EncryptionContext.Empty, "x"u8, RandomSource.Secure),
        SymmetricCipher.Encrypt(_key, _id, EncryptionContext.Empty, "x"u8, RandomSource.Secure));

    [Fact]
    public void Decrypt_with_another_encryption_context_is_refused()
    {
        var blob = SymmetricCipher.Encrypt(_key, _id, EncryptionContextTests.Create(("a", "bc")), "x"u8, RandomSource.Secure);
        Assert.Null(Decrypt(blob, EncryptionContextTests.Create(("ab", "c")), out var fault));
        Assert.Equal(CiphertextFault.Authentication, fault);
        Assert.Null(Decrypt(blob, EncryptionContext.Empty, out _));
    }

    [Fact]
    public void Decrypt_under_material_that_only_claims_the_id_is_refused()
    {
        using var other = KeyMaterial.Random(32, new SeededRandom(8));
        var blob = SymmetricCipher.Encrypt(_key, _id, EncryptionContext.Empty, "x"u8, RandomSource.Secure);
        Assert.True(CiphertextBlob.TryRead(blob, out var read));
        Assert.False(SymmetricCipher.TryDecrypt(other, _id, EncryptionContext.Empty, read, out byte[] plaintext, out var fault));
        Assert.Empty(plaintext);
        Assert.Equal(CiphertextFault.Authentication, fault);
    }

    [Fact]
    public void A_large_encryption_context_is_authenticated_to_its_last_byte()
    {
        var value = new string('v', 8000);
        var blob = SymmetricCipher.Encrypt(_key, _id, EncryptionContextTests.Create(("a", value)), "x"u8, RandomSource.Secure);
        Assert.NotNull(Decrypt(blob, EncryptionContextTests.Create(("a", value)), out _));
        Assert.Null(Decrypt(blob, EncryptionContextTests.Create(("a", value[1..] + "w")), out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(484)]
    [InlineData(485)]
    [InlineData(1024)]
    public void A_data_key_comes_back_from_its_blob_and_takes_one_draw_and_one_for_the_message_key(int length)
    {
        var random = new SeededRandom(3);
        var dataKey = new byte[length];
        var blob = SymmetricCipher.GenerateDataKey(_key, _id, EncryptionContext.Empty, dataKey, random);
        Assert.Equal(2, random.Calls);
        SymmetricCipher.GenerateDataKey(_key, _id, EncryptionContext.Empty, dataKey.ToArray(), random);
        Assert.Equal(3, random.Calls);
        Assert.True(dataKey.AsSpan().ContainsAnyExcept((byte)0));
        Assert.Equal(dataKey, Decrypt(blob, EncryptionContext.Empty, out _));
    }

    [Fact]
    public void Nonce_iv_and_data_key_do_not_share_chance()
    {
        var dataKey = new byte[32];
        var bytes = SymmetricCipher.GenerateDataKey(_key, _id, EncryptionContext.Empty, dataKey, new SeededRandom(3));
        var drawn = new byte[60];
        var random = new SeededRandom(3);
        random.Fill(drawn.AsSpan(0, 16));
        random.Fill(drawn.AsSpan(16));
        Assert.True(CiphertextBlob.TryRead(bytes, out var blob));
        Assert.Equal(drawn, (byte[])[.. blob.DerivationNonce, .. blob.Content.Iv, .. dataKey]);
    }

    [Fact]
    public void Many_threads_with_one_key_never_give_a_wrong_answer()
    {
        var wrong = 0;
        var threads = new Thread[8];
        for (var t = 0; t < threads.Length; t++)
        {
            var mine = t;
            threads[t] = new Thread(() =>
            {
                var context = EncryptionContextTests.Create(("thread", mine.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                var plaintext = new byte[48];
                for (var n = 0; n < 1500; n++)
                {
                    plaintext.AsSpan().Fill((byte)((n + mine) & 0xFF));
                    var blob = SymmetricCipher.Encrypt(_key, _id, context, plaintext, RandomSource.Secure);
                    if (Decrypt(blob, context, out _) is not { } opened || !opened.AsSpan().SequenceEqual(plaintext)) Interlocked.Increment(ref wrong);
                }
            });
            threads[t].Start();
        }
        foreach (var thread in threads) thread.Join();
        Assert.Equal(0, wrong);
    }

    public void Dispose() => _key.Dispose();

    private byte[]? Decrypt(byte[] bytes, EncryptionContext context, out CiphertextFault fault) =>
        CiphertextBlob.TryRead(bytes, out var blob, out fault) && SymmetricCipher.TryDecrypt(_key, _id, context, blob, out byte[] plaintext, out fault)
            ? plaintext
            : null;
}
