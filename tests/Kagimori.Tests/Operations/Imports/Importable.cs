using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kagimori.Tests.Cryptography;
using Kagimori.Tests.Operations.KeyPairs;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>Key material of every key spec that can be imported, made by another implementation, and what an imported key must then do.</summary>
internal static class Importable
{
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Made = new();
    private static readonly byte[] Message = "message"u8.ToArray();

    public static string UsageOf(string spec) => spec switch
    {
        "SYMMETRIC_DEFAULT" => "ENCRYPT_DECRYPT",
        _ when spec.StartsWith("HMAC", StringComparison.Ordinal) => "GENERATE_VERIFY_MAC",
        _ => "SIGN_VERIFY",
    };

    /// <summary>The same bytes whenever it is asked for the same key.</summary>
    /// <param name="which">Which of several keys of the spec.</param>
    public static byte[] MaterialOf(string spec, int which = 1) => Made.GetOrAdd($"{spec} {which}", _ => new(() => Make(spec, which))).Value;

    /// <summary>The DER of the public key of a private key in PKCS #8.</summary>
    public static byte[] PublicKeyOf(byte[] privateKey)
    {
        AsymmetricKeyParameter key = PrivateKeyFactory.CreateKey(privateKey);
        AsymmetricKeyParameter publicKey = key switch
        {
            RsaPrivateCrtKeyParameters rsa => new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent),
            Ed25519PrivateKeyParameters ed25519 => ed25519.GeneratePublicKey(),
            ECPrivateKeyParameters ec => new ECPublicKeyParameters(ec.AlgorithmName, ec.Parameters.G.Multiply(ec.D), ec.PublicKeyParamSet),
            _ => throw new ArgumentException("Not a key pair that can be imported.", nameof(privateKey)),
        };
        return SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(publicKey).GetDerEncoded();
    }

    /// <summary>Asserts that a key computes what its material computes elsewhere.</summary>
    public static async Task WorksAsync(TestService service, string key, string spec, byte[] material, string region = TestService.Region)
    {
        if (spec == "SYMMETRIC_DEFAULT")
        {
            var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Message }, region)).Succeeded()["CiphertextBlob"];
            Assert.Equal(Message, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }, region)).Succeeded().Blob("Plaintext"));
            return;
        }
        if (UsageOf(spec) == "GENERATE_VERIFY_MAC")
        {
            var algorithm = spec.Replace("_", "_SHA_", StringComparison.Ordinal);
            var mac = (await service.KmsAsync("root", "GenerateMac", new { KeyId = key, Message, MacAlgorithm = algorithm }, region)).Succeeded();
            Assert.Equal(OtherImplementation.Mac(material, algorithm, Message), mac.Blob("Mac"));
            return;
        }
        var publicKey = PublicKeyOf(material);
        Assert.Equal(publicKey, (await service.KmsAsync("root", "GetPublicKey", new { KeyId = key }, region)).Succeeded().Blob("PublicKey"));
        var signed = (await service.KmsAsync("root", "Sign", new { KeyId = key, Message, SigningAlgorithm = SigningAlgorithmOf(spec) }, region)).Succeeded();
        Assert.True(OtherImplementation.Verify(publicKey, SigningAlgorithmOf(spec), Message, signed.Blob("Signature")));
    }

    /// <summary>A request that only a key with its material answers.</summary>
    public static (string Operation, object Request) Use(string key, string spec) => UsageOf(spec) switch
    {
        "ENCRYPT_DECRYPT" => ("Encrypt", new { KeyId = key, Plaintext = Message }),
        "GENERATE_VERIFY_MAC" => ("GenerateMac", new { KeyId = key, Message, MacAlgorithm = spec.Replace("_", "_SHA_", StringComparison.Ordinal) }),
        _ => ("Sign", new { KeyId = key, Message, SigningAlgorithm = SigningAlgorithmOf(spec) }),
    };

    private static string SigningAlgorithmOf(string spec) => spec switch
    {
        "ECC_NIST_P384" => "ECDSA_SHA_384",
        "ECC_NIST_P521" => "ECDSA_SHA_512",
        "ECC_NIST_EDWARDS25519" => "ED25519_SHA_512",
        "SM2" => "SM2DSA",
        _ when spec.StartsWith("RSA", StringComparison.Ordinal) => "RSASSA_PSS_SHA_256",
        _ => "ECDSA_SHA_256",
    };

    private static byte[] Make(string spec, int which)
    {
        if (spec == "SYMMETRIC_DEFAULT") return RandomNumberGenerator.GetBytes(32);
        var last = spec[(spec.LastIndexOf('_') + 1)..];
        if (spec.StartsWith("HMAC", StringComparison.Ordinal)) return RandomNumberGenerator.GetBytes(Number(last) / 8);
        if (spec.StartsWith("RSA", StringComparison.Ordinal)) return SharedRsa.PrivateKey(Number(last), which);
        if (spec == "ECC_NIST_EDWARDS25519")
        {
            // Without the public key, which BouncyCastle would add.
            var info = PrivateKeyInfoFactory.CreatePrivateKeyInfo(new Ed25519PrivateKeyParameters(new SecureRandom()));
            return new Org.BouncyCastle.Asn1.Pkcs.PrivateKeyInfo(info.PrivateKeyAlgorithm, info.ParsePrivateKey()).GetDerEncoded();
        }
        if (spec == "SM2")
        {
            var generator = GeneratorUtilities.GetKeyPairGenerator("EC");
            generator.Init(new ECKeyGenerationParameters(Org.BouncyCastle.Asn1.GM.GMObjectIdentifiers.sm2p256v1, new SecureRandom()));
            return PrivateKeyInfoFactory.CreatePrivateKeyInfo(generator.GenerateKeyPair().Private).GetDerEncoded();
        }
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromFriendlyName(last == "P256K1" ? "secp256k1" : $"nist{last}"));
        return ecdsa.ExportPkcs8PrivateKey();
    }

    private static int Number(string digits) => int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
}
