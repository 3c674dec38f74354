using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Kagimori.Keys;
using Kagimori.Tests.Operations.Imports;

namespace Kagimori.Tests.Cryptography;

/// <summary>Private keys as other programs write them: what is one and the same key, and what is none.</summary>
public sealed class PrivateKeyImportTests
{
    private static readonly string[] Curves = ["ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "SM2"];
    private static readonly string[] Pairs = ["RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_EDWARDS25519", .. Curves];

    public static TheoryData<string> AllCurves => [.. Curves];

    public static TheoryData<string> AllPairs => [.. Pairs];

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void A_private_key_is_taken_for_its_own_key_spec_only(string spec)
    {
        var key = Importable.MaterialOf(spec);
        Assert.Equal(Importable.PublicKeyOf(key), PublicKeyOf(spec, key));
        foreach (var other in Pairs.Where(other => other != spec)) Assert.Null(PublicKeyOf(other, key));
        Assert.Null(PublicKeyOf(spec, [.. key, 0]));
        Assert.Null(PublicKeyOf(spec, key[..^1]));
        Assert.Null(PublicKeyOf(spec, []));
        Assert.Null(PublicKeyOf(spec, Importable.PublicKeyOf(key)));
        for (var i = 0; i < 40; i++)
        {
            byte[] changed = [.. key];
            changed[i * key.Length / 40] ^= 0x10;
            // Whatever it is now, it is refused or a whole key: never an exception.
            PublicKeyOf(spec, changed);
        }
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void BER_is_the_same_key_but_for_Ed25519(string spec)
    {
        var key = Importable.MaterialOf(spec);
        var ber = Indefinite(key);
        if (spec == "ECC_NIST_EDWARDS25519") Assert.Null(PublicKeyOf(spec, ber));
        else AssertSame(spec, key, ber);
    }

    [Theory]
    [InlineData("RSA_2048")]
    [InlineData("ECC_NIST_P256")]
    public void Attributes_of_a_private_key_say_nothing_about_it(string spec)
    {
        var key = Importable.MaterialOf(spec);
        AssertSame(spec, key, Rewrite(key, (writer, outer) =>
        {
            Copy(writer, outer, 3);
            using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.5.29.15");
                    using (writer.PushSetOf()) writer.WriteBitString([0x80]);
                }
            }
        }));
    }

    [Theory]
    [MemberData(nameof(AllCurves))]
    public void A_key_of_a_curve_is_the_same_with_or_without_its_public_key(string spec)
    {
        var key = Importable.MaterialOf(spec);
        var point = PointOf(key);
        var half = 1 + point.Length / 2;
        var parity = point[^1] & 1;
        byte[] compressed = [(byte)(2 + parity), .. point[1..half]];
        byte[] hybrid = [(byte)(6 + parity), .. point[1..]];
        foreach (var same in new[] { null, point, compressed, hybrid })
        {
            AssertSame(spec, key, WithPoint(key, same, withCurve: true));
            AssertSame(spec, key, WithPoint(key, same, withCurve: false));
        }
        var another = PointOf(Importable.MaterialOf(spec, 2));
        byte[] otherParity = [(byte)(3 - parity), .. compressed[1..]];
        foreach (var other in new[] { another, otherParity, [], [0x00], [0x05, .. point[1..]], [.. point, 0], [(byte)(7 - parity), .. point[1..]] })
            Assert.Null(PublicKeyOf(spec, WithPoint(key, other, withCurve: true)));
    }

    [Theory]
    [MemberData(nameof(AllCurves))]
    public void A_number_outside_the_order_of_the_curve_is_no_key(string spec)
    {
        var key = Importable.MaterialOf(spec);
        var order = Org.BouncyCastle.Asn1.X9.ECNamedCurveTable.GetByOid(new(CurveOf(key))).N;
        byte[] Of(Org.BouncyCastle.Math.BigInteger number) => WithScalar(key, number.ToByteArrayUnsigned());
        Assert.Null(PublicKeyOf(spec, WithScalar(key, [0])));
        Assert.Null(PublicKeyOf(spec, Of(order)));
        Assert.Null(PublicKeyOf(spec, Of(order.Add(Org.BouncyCastle.Math.BigInteger.One))));
        Assert.Null(PublicKeyOf(spec, WithScalar(key, [1, .. new byte[order.BitLength / 8 + 2]])));
        // One is a key, however short it is written, and in whatever length.
        Assert.NotNull(PublicKeyOf(spec, WithScalar(key, [1])));
        Assert.Equal(PublicKeyOf(spec, WithScalar(key, [1])), PublicKeyOf(spec, WithScalar(key, [.. new byte[80], 1])));
    }

    [Theory]
    [InlineData("ECC_NIST_P256", "nistP256")]
    [InlineData("ECC_NIST_P521", "nistP521")]
    public void A_curve_that_is_described_instead_of_named_is_refused(string spec, string curve)
    {
        using var named = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        using var described = ECDsa.Create(named.ExportExplicitParameters(includePrivateParameters: true));
        Assert.NotNull(PublicKeyOf(spec, named.ExportPkcs8PrivateKey()));
        Assert.Null(PublicKeyOf(spec, described.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void Numbers_that_contradict_each_other_are_no_RSA_key()
    {
        const string spec = "RSA_2048";
        var key = Importable.MaterialOf(spec);
        var numbers = NumbersOf(key);
        AssertSame(spec, key, OfNumbers(numbers));
        for (var i = 1; i < numbers.Length; i++)
        {
            foreach (var change in new[] { 1, 2 })
            {
                BigInteger[] changed = [.. numbers];
                changed[i] += change;
                Assert.True(PublicKeyOf(spec, OfNumbers(changed)) is null, $"number {i} was changed by {change}");
            }
        }
        // The numbers of two keys, mixed.
        var other = NumbersOf(Importable.MaterialOf(spec, 2));
        Assert.Null(PublicKeyOf(spec, OfNumbers([.. numbers[..4], .. other[4..]])));
        // Multi-prime RSA.
        Assert.Null(PublicKeyOf(spec, OfNumbers([1, .. numbers[1..]])));
        // PKCS #1 without PKCS #8 around it.
        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(key, out _);
        Assert.Null(PublicKeyOf(spec, rsa.ExportRSAPrivateKey()));
    }

    [Fact]
    public void An_RSA_key_with_a_factor_that_is_no_prime_is_refused()
    {
        const string spec = "RSA_2048";
        var numbers = NumbersOf(Importable.MaterialOf(spec));
        var e = numbers[2];
        // Odd numbers of the right length, with everything else computed from them as if they were primes.
        var (p, q) = (numbers[4] - 2, numbers[5]);
        BigInteger d, lambda;
        do
        {
            p -= 2;
            lambda = (p - 1) * (q - 1) / BigInteger.GreatestCommonDivisor(p - 1, q - 1);
        }
        while (BigInteger.GreatestCommonDivisor(e, lambda) != 1 || BigInteger.GreatestCommonDivisor(p, q) != 1 || BigInteger.ModPow(2, p - 1, p) == 1);
        d = Inverse(e, lambda);
        Assert.Null(PublicKeyOf(spec, OfNumbers([0, p * q, e, d, p, q, d % (p - 1), d % (q - 1), Inverse(q, p)])));
    }

    [Theory]
    [InlineData("SYMMETRIC_DEFAULT", 32, 32)]
    [InlineData("HMAC_224", 28, 128)]
    [InlineData("HMAC_256", 32, 128)]
    [InlineData("HMAC_384", 48, 128)]
    [InlineData("HMAC_512", 64, 128)]
    public void Random_bytes_have_a_length_of_their_key_spec(string spec, int shortest, int longest)
    {
        for (var length = 0; length <= 200; length++)
        {
            using var material = KeySpec.Find(spec)!.Import(new byte[length]);
            Assert.Equal(length >= shortest && length <= longest, material is not null);
            if (material is not null) Assert.Equal(length, material.Length);
        }
    }

    private static void AssertSame(string spec, byte[] key, byte[] written)
    {
        using var first = KeySpec.Find(spec)!.Import(key);
        using var second = KeySpec.Find(spec)!.Import(written);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.True(first.FixedTimeEquals(second));
    }

    private static byte[]? PublicKeyOf(string spec, byte[] privateKey)
    {
        var known = KeySpec.Find(spec)!;
        using var material = known.Import(privateKey);
        return material is null ? null : known.KeyPairs!.PublicKeyOf(material);
    }

    // The outer SEQUENCE with its end marked instead of its length given.
    private static byte[] Indefinite(byte[] der)
    {
        AsnDecoder.ReadSequence(der, AsnEncodingRules.DER, out var offset, out var length, out _);
        return [0x30, 0x80, .. der.AsSpan(offset, length), 0, 0];
    }

    private static byte[] Rewrite(byte[] key, Action<AsnWriter, AsnReader> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence()) write(writer, new AsnReader(key, AsnEncodingRules.DER).ReadSequence());
        return writer.Encode();
    }

    private static void Copy(AsnWriter writer, AsnReader reader, int count)
    {
        for (var i = 0; i < count; i++) writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
    }

    private static byte[] WithScalar(byte[] key, byte[] d) => WithInner(key, writer =>
    {
        writer.WriteInteger(1);
        writer.WriteOctetString(d);
    });

    private static byte[] WithPoint(byte[] key, byte[]? point, bool withCurve) => WithInner(key, writer =>
    {
        Copy(writer, InnerOf(key), 2);
        if (withCurve)
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) writer.WriteObjectIdentifier(CurveOf(key));
        }
        if (point is null) return;
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1))) writer.WriteBitString(point);
    });

    private static byte[] WithInner(byte[] key, Action<AsnWriter> write) => Rewrite(key, (writer, outer) =>
    {
        Copy(writer, outer, 2);
        using (writer.PushOctetString())
        {
            using (writer.PushSequence()) write(writer);
        }
    });

    private static AsnReader InnerOf(byte[] key)
    {
        var outer = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        outer.ReadInteger();
        outer.ReadSequence();
        return new AsnReader(outer.ReadOctetString(), AsnEncodingRules.DER).ReadSequence();
    }

    private static string CurveOf(byte[] key)
    {
        var outer = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        outer.ReadInteger();
        var algorithm = outer.ReadSequence();
        algorithm.ReadObjectIdentifier();
        return algorithm.ReadObjectIdentifier();
    }

    private static byte[] PointOf(byte[] key)
    {
        var info = new AsnReader(Importable.PublicKeyOf(key), AsnEncodingRules.DER).ReadSequence();
        info.ReadSequence();
        return info.ReadBitString(out _);
    }

    private static BigInteger[] NumbersOf(byte[] key)
    {
        var inner = InnerOf(key);
        return [.. Enumerable.Range(0, 9).Select(_ => inner.ReadInteger())];
    }

    private static byte[] OfNumbers(BigInteger[] numbers) => WithInner(Importable.MaterialOf("RSA_2048"), writer =>
    {
        foreach (var number in numbers) writer.WriteInteger(number);
    });

    private static BigInteger Inverse(BigInteger number, BigInteger modulus)
    {
        var (old, current, oldFactor, factor) = (number % modulus, modulus, BigInteger.One, BigInteger.Zero);
        while (current != 0)
        {
            var quotient = old / current;
            (old, current) = (current, old - quotient * current);
            (oldFactor, factor) = (factor, oldFactor - quotient * factor);
        }
        return (oldFactor % modulus + modulus) % modulus;
    }
}
