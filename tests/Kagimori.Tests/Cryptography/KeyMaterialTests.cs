using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class KeyMaterialTests
{
    [Fact]
    public void It_holds_a_copy_of_what_it_was_given()
    {
        byte[] secret = [1, 2, 3];
        using var material = new KeyMaterial(secret);
        secret[0] = 9;
        using var revealed = material.Reveal();
        Assert.Equal([1, 2, 3], revealed.Bytes.ToArray());
    }

    [Fact]
    public void Its_text_says_nothing_of_the_secret()
    {
        using var material = new KeyMaterial("hunter22"u8);
        Assert.Equal("secret of 8 bytes", material.ToString());
        Assert.Equal("secret of 8 bytes", $"{material}");
    }

    [Fact]
    public void It_is_zeroed_when_disposed()
    {
        var material = KeyMaterial.Allocate(4, out var secret);
        "abcd"u8.CopyTo(secret);
        material.Dispose();
        Assert.Equal([0, 0, 0, 0], secret.ToArray());
    }

    [Fact]
    public void It_is_not_zeroed_while_a_computation_uses_it()
    {
        var material = new KeyMaterial("abcd"u8);
        using (var revealed = material.Reveal())
        {
            material.Dispose();
            Assert.Equal("abcd"u8.ToArray(), revealed.Bytes.ToArray());
        }
        Assert.Throws<ObjectDisposedException>(() => { using var again = material.Reveal(); });
    }

    [Fact]
    public void It_is_zeroed_when_the_last_computation_ends_after_disposal()
    {
        var material = KeyMaterial.Allocate(4, out var secret);
        "abcd"u8.CopyTo(secret);
        var first = material.Reveal();
        var second = material.Reveal();
        material.Dispose();
        material.Dispose();
        first.Dispose();
        Assert.Equal((byte)'a', secret[0]);
        second.Dispose();
        Assert.Equal([0, 0, 0, 0], secret.ToArray());
    }

    [Fact]
    public void Disposal_while_many_threads_use_it_never_shows_them_zeros()
    {
        for (var round = 0; round < 200; round++)
        {
            var material = new KeyMaterial("abcd"u8);
            var wrong = 0;
            var threads = new Thread[3];
            for (var i = 0; i < threads.Length; i++)
            {
                threads[i] = new Thread(() =>
                {
                    try
                    {
                        for (var n = 0; n < 500; n++)
                        {
                            using var revealed = material.Reveal();
                            if (!revealed.Bytes.SequenceEqual("abcd"u8)) Interlocked.Increment(ref wrong);
                        }
                    }
                    catch (ObjectDisposedException)
                    {
                    }
                });
                threads[i].Start();
            }
            material.Dispose();
            foreach (var thread in threads) thread.Join();
            Assert.Equal(0, wrong);
        }
    }

    [Fact]
    public void Random_material_is_what_chance_gave()
    {
        using var one = KeyMaterial.Random(32, new SeededRandom(1));
        using var same = KeyMaterial.Random(32, new SeededRandom(1));
        using var other = KeyMaterial.Random(32, new SeededRandom(2));
        Assert.True(one.FixedTimeEquals(same));
        Assert.False(one.FixedTimeEquals(other));
    }

    [Fact]
    public void Empty_material_is_misuse() => Assert.Throws<ArgumentOutOfRangeException>(() => new KeyMaterial([]));
}
