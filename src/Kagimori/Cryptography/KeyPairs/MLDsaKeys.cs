using System.Formats.Asn1;
using Org.BouncyCastle.Crypto.Parameters;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>ML-DSA key pairs of one parameter set (FIPS 204). A private key is its seed, in the encoding of RFC 9881.</summary>
internal sealed class MLDsaKeys(MLDsaParameters parameters, MLDsaNumbers numbers, string oid) : KeyPairAlgorithm
{
    private const int SeedSize = 32;

    private readonly byte[] _prefix = PrefixOf(oid);

    public override bool IsSlow => true;

    public override KeyMaterial Generate(RandomSource random)
    {
        var material = KeyMaterial.Allocate(_prefix.Length + SeedSize, out var bytes);
        _prefix.CopyTo(bytes);
        random.Fill(bytes[_prefix.Length..]);
        return material;
    }

    protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo)
    {
        if (privateKeyInfo.Length != _prefix.Length + SeedSize || !privateKeyInfo.StartsWith(_prefix)) return null;
        var seed = privateKeyInfo[_prefix.Length..].ToArray();
        var key = MLDsaPrivateKeyParameters.FromSeed(parameters, seed);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(seed);
        return new MLDsaKeyPair(parameters, numbers, key, oid);
    }

    // SEQUENCE { 0, { oid }, OCTET STRING { [0] seed } }, up to the seed.
    private static byte[] PrefixOf(string oid)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence()) writer.WriteObjectIdentifier(oid);
            using (writer.PushOctetString()) writer.WriteOctetString(new byte[SeedSize], new Asn1Tag(TagClass.ContextSpecific, 0));
        }
        return writer.Encode()[..^SeedSize];
    }
}
