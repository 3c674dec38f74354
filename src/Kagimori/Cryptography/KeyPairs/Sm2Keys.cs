using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Key pairs of the curve of SM2 (GB/T 32918.5).</summary>
internal sealed class Sm2Keys : KeyPairAlgorithm
{
    public const string CurveOid = "1.2.156.10197.1.301";
    private const int Size = 32;
    private static readonly ECDomainParameters Domain = new(GMNamedCurves.GetByOid(GMObjectIdentifiers.sm2p256v1));

    public override bool IsSlow => true;

    // 16 bytes more than the order has, so that the remainder is as good as uniform (FIPS 186-5 section A.2.1).
    public override KeyMaterial Generate(RandomSource random)
    {
        Span<byte> chance = stackalloc byte[Size + 16];
        random.Fill(chance);
        var d = new BigInteger(1, chance).Mod(Domain.N.Subtract(BigInteger.Two)).Add(BigInteger.One);
        var bytes = d.ToByteArrayUnsigned();
        var padded = new byte[Size];
        bytes.CopyTo(padded, Size - bytes.Length);
        var encoded = EcPrivateKeyInfo.Encode(CurveOid, padded, PointOf(d));
        var material = new KeyMaterial(encoded);
        foreach (var secret in new[] { bytes, padded, encoded }) System.Security.Cryptography.CryptographicOperations.ZeroMemory(secret);
        return material;
    }

    // As long as AWS KMS documents for its SM2PKE.
    public override int MaximumPlaintextLength(string encryptionAlgorithm) => 1024;

    protected override byte[]? Normalize(ReadOnlySpan<byte> privateKeyInfo) => EcPrivateKeyInfo.Normalize(CurveOid, Size, privateKeyInfo, static d =>
    {
        var number = new BigInteger(1, d);
        return IsPrivateKey(number) ? PointOf(number) : null;
    });

    protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo)
    {
        if (EcPrivateKeyInfo.Decode(CurveOid, privateKeyInfo) is not { } bytes) return null;
        var d = new BigInteger(1, bytes);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return IsPrivateKey(d) ? new Sm2KeyPair(Domain, d) : null;
    }

    // GB/T 32918.1 section 6.1: from 1 to n - 2.
    private static bool IsPrivateKey(BigInteger d) => d.SignValue > 0 && d.CompareTo(Domain.N.Subtract(BigInteger.One)) < 0;

    private static byte[] PointOf(BigInteger d) => Domain.G.Multiply(d).Normalize().GetEncoded(compressed: false);
}
