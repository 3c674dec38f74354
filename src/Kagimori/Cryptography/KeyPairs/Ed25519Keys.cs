using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Ed25519 key pairs (RFC 8032), in the encodings of RFC 8410.</summary>
internal sealed class Ed25519Keys : KeyPairAlgorithm
{
    private const int SeedSize = 32;

    public override bool IsSlow => false;

    // SEQUENCE { 0, { id-Ed25519 }, OCTET STRING { OCTET STRING seed } }, up to the seed.
    private static ReadOnlySpan<byte> Prefix => [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    public override KeyMaterial Generate(RandomSource random)
    {
        var material = KeyMaterial.Allocate(Prefix.Length + SeedSize, out var bytes);
        Prefix.CopyTo(bytes);
        random.Fill(bytes[Prefix.Length..]);
        return material;
    }

    protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo) =>
        privateKeyInfo.Length == Prefix.Length + SeedSize && privateKeyInfo.StartsWith(Prefix) ? new Ed25519KeyPair(privateKeyInfo[Prefix.Length..]) : null;
}
