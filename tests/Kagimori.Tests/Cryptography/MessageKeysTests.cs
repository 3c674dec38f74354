using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

/// <summary>How long a message key serves, and whom.</summary>
public sealed class MessageKeysTests
{
    private readonly KeyMaterial _parent = KeyMaterial.Random(32, RandomSource.Secure);

    [Fact]
    public void A_thread_keeps_its_key_for_a_bounded_number_of_messages()
    {
        var first = Nonce(_parent);
        for (var i = 1; i < MessageKeys.MostMessages; i++) MessageKeys.ToEncrypt(_parent, RandomSource.Secure);
        var next = Nonce(_parent);
        Assert.NotEqual(first, next);
        Assert.Equal(next, Nonce(_parent));
    }

    [Fact]
    public void Each_parent_and_each_thread_has_its_own()
    {
        using var other = KeyMaterial.Random(32, RandomSource.Secure);
        var mine = Nonce(_parent);
        var theirs = "";
        var thread = new Thread(() => theirs = Nonce(_parent));
        thread.Start();
        thread.Join();
        Assert.Equal(3, new HashSet<string> { mine, theirs, Nonce(other) }.Count);
        Assert.Equal(mine, Nonce(_parent));
    }

    [Fact]
    public void Many_parents_in_turn_never_get_one_anothers_key()
    {
        var parents = Enumerable.Range(0, 40).Select(_ => KeyMaterial.Random(32, RandomSource.Secure)).ToArray();
        var id = default(KeyMaterialId);
        for (var i = 0; i < 400; i++)
        {
            var parent = parents[i * 7 % parents.Length];
            var bytes = SymmetricCipher.Encrypt(parent, id, EncryptionContext.Empty, "x"u8, RandomSource.Secure);
            Assert.True(CiphertextBlob.TryRead(bytes, out var blob));
            // A key derived here and now, and none that was kept.
            using var derived = new MessageKey(parent, "kagimori message key v1"u8, blob.DerivationNonce);
            var plaintext = new byte[1];
            Assert.True(derived.TryDecrypt(
                blob.Content.Iv, blob.Content.Ciphertext, blob.Content.Tag, plaintext,
                [.. blob.Header, .. EncryptionContext.Empty.Canonical]));
            Assert.True(SymmetricCipher.TryDecrypt(parent, id, EncryptionContext.Empty, blob, out byte[] opened, out _));
            Assert.Equal("x"u8, opened);
        }
    }

    [Fact]
    public void A_kept_key_does_not_serve_a_disposed_parent()
    {
        var nonce = Convert.FromHexString(Nonce(_parent));
        Assert.NotNull(MessageKeys.ToDecrypt(_parent, nonce));
        _parent.Dispose();
        Assert.Throws<ObjectDisposedException>(() => MessageKeys.ToEncrypt(_parent, RandomSource.Secure));
        Assert.Throws<ObjectDisposedException>(() => MessageKeys.ToDecrypt(_parent, nonce));
    }

    private static string Nonce(KeyMaterial parent) => Convert.ToHexString(MessageKeys.ToEncrypt(parent, RandomSource.Secure).Nonce);
}
