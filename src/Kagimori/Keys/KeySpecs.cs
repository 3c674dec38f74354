using Kagimori.Cryptography.KeyPairs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Kagimori.Keys;

/// <summary>The table of key specs.</summary>
internal static class KeySpecs
{
    private const string Ecdh = "ECDH";
    private const int LongestHmacKey = 128;

    /// <summary>Every key spec there is. The algorithms of each stand in the order in which AWS lists them.</summary>
    public static IReadOnlyList<KeySpec> All { get; } =
    [
        KeySpec.SymmetricDefault,
        Rsa("RSA_2048", 2048),
        Rsa("RSA_3072", 3072),
        Rsa("RSA_4096", 4096),
        Curve("ECC_NIST_P256", "1.2.840.10045.3.1.7", 32, Wrapping.Rsa, SigningAlgorithm.EcdsaSha256, Ecdh),
        Curve("ECC_NIST_P384", "1.3.132.0.34", 48, Wrapping.Rsa, SigningAlgorithm.EcdsaSha384, Ecdh),
        Curve("ECC_NIST_P521", "1.3.132.0.35", 66, Wrapping.LongRsa, SigningAlgorithm.EcdsaSha512, Ecdh),
        Curve("ECC_SECG_P256K1", "1.3.132.0.10", 32, Wrapping.Rsa, SigningAlgorithm.EcdsaSha256),
        new KeySpec
        {
            Name = "ECC_NIST_EDWARDS25519", KeyPairs = new Ed25519Keys(),
            SigningAlgorithms = [SigningAlgorithm.Ed25519Prehashed.Name, SigningAlgorithm.Ed25519.Name],
            Wrappings = [.. Wrapping.RsaAes, .. Wrapping.LongRsa, .. Wrapping.Sm2],
        },
        MLDsa("ML_DSA_44", MLDsaParameters.ml_dsa_44, MLDsaNumbers.Set44, "2.16.840.1.101.3.4.3.17"),
        MLDsa("ML_DSA_65", MLDsaParameters.ml_dsa_65, MLDsaNumbers.Set65, "2.16.840.1.101.3.4.3.18"),
        MLDsa("ML_DSA_87", MLDsaParameters.ml_dsa_87, MLDsaNumbers.Set87, "2.16.840.1.101.3.4.3.19"),
        Hmac("HMAC_224", 28, "HMAC_SHA_224"),
        Hmac("HMAC_256", 32, "HMAC_SHA_256"),
        Hmac("HMAC_384", 48, "HMAC_SHA_384"),
        Hmac("HMAC_512", 64, "HMAC_SHA_512"),
        new KeySpec
        {
            Name = "SM2", KeyPairs = new Sm2Keys(), EncryptionAlgorithms = ["SM2PKE"], SigningAlgorithms = [SigningAlgorithm.Sm2.Name],
            KeyAgreementAlgorithms = [Ecdh], Wrappings = [.. Wrapping.Rsa, .. Wrapping.Sm2],
        },
    ];

    public static KeySpec? Find(string name)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Name == name) return All[i];
        }
        return null;
    }

    private static KeySpec Rsa(string name, int bits) => new()
    {
        Name = name,
        KeyPairs = new RsaKeys(bits),
        Wrappings = [.. Wrapping.RsaAes, .. Wrapping.Sm2],
        EncryptionAlgorithms = ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
        SigningAlgorithms =
        [
            SigningAlgorithm.RsaPkcs1Sha256.Name, SigningAlgorithm.RsaPkcs1Sha384.Name, SigningAlgorithm.RsaPkcs1Sha512.Name,
            SigningAlgorithm.RsaPssSha256.Name, SigningAlgorithm.RsaPssSha384.Name, SigningAlgorithm.RsaPssSha512.Name,
        ],
    };

    private static KeySpec Curve(string name, string oid, int size, IReadOnlyList<Wrapping> rsa, SigningAlgorithm signing, params string[] agreement) => new()
    {
        Name = name, KeyPairs = new EcKeys(oid, size), SigningAlgorithms = [signing.Name], KeyAgreementAlgorithms = agreement,
        Wrappings = [.. Wrapping.RsaAes, .. rsa, .. Wrapping.Sm2],
    };

    private static KeySpec MLDsa(string name, MLDsaParameters parameters, MLDsaNumbers numbers, string oid) => new()
    {
        Name = name, KeyPairs = new MLDsaKeys(parameters, numbers, oid), SigningAlgorithms = [SigningAlgorithm.MLDsa.Name],
    };

    private static KeySpec Hmac(string name, int length, string algorithm) => new()
    {
        Name = name, MacAlgorithms = [algorithm], MaterialLength = length, LongestMaterial = LongestHmacKey, Wrappings = Wrapping.Rsa,
    };
}
