using System.Security.Cryptography;
using CsCheck;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class KeyDerivationTests
{
    [Fact]
    public void It_is_the_counter_mode_KDF_of_SP_800_108() =>
        Gen.Select(Gen.Byte.Array[1, 100], Gen.Byte.Array[0, 64], Gen.Byte.Array[0, 64]).Sample(
            (key, label, context) =>
            {
                using var material = new KeyMaterial(key);
                var derived = new byte[32];
                KeyDerivation.Derive(material, label, context, derived);
                return derived.AsSpan().SequenceEqual(
                    SP800108HmacCounterKdf.DeriveBytes(key, HashAlgorithmName.SHA256, label, context, 32));
            },
            iter: 1000);

    [Fact]
    public void Where_a_label_ends_and_a_context_begins_makes_a_difference()
    {
        using var material = new KeyMaterial(new byte[32]);
        Span<byte> one = stackalloc byte[32];
        Span<byte> other = stackalloc byte[32];
        KeyDerivation.Derive(material, "ab"u8, "c"u8, one);
        KeyDerivation.Derive(material, "a"u8, "bc"u8, other);
        Assert.False(one.SequenceEqual(other));
    }
}
