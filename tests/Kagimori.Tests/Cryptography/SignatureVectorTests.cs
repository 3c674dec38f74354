using System.Security.Cryptography;
using System.Text.Json;
using Kagimori.Cryptography.KeyPairs;
using NSec.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Kagimori.Tests.Cryptography;

/// <summary>Wycheproof's vectors against signatures, as the service makes and verifies them.</summary>
public sealed class SignatureVectorTests
{
    [Theory]
    [InlineData("ecdsa_secp256r1_sha256_test.json", "ECDSA_SHA_256", "1.2.840.10045.3.1.7")]
    [InlineData("ecdsa_secp384r1_sha384_test.json", "ECDSA_SHA_384", "1.3.132.0.34")]
    [InlineData("ecdsa_secp521r1_sha512_test.json", "ECDSA_SHA_512", "1.3.132.0.35")]
    [InlineData("ecdsa_secp256k1_sha256_test.json", "ECDSA_SHA_256", "1.3.132.0.10")]
    public void ECDSA_agrees_with_every_vector(string file, string algorithm, string curve)
    {
        foreach (var (group, test) in Tests(file))
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(Hex(group, "publicKeyDer"), out _);
            using var pair = new EcKeyPair(ecdsa, ECDiffieHellman.Create(), curve);
            Agrees(test, pair.Verify(SigningAlgorithm.Of(algorithm), MessageType.Raw, Hex(test, "msg"), Hex(test, "sig")));
        }
    }

    [Theory]
    [InlineData("rsa_pss_2048_sha256_mgf1_32_test.json", "RSASSA_PSS_SHA_256")]
    [InlineData("rsa_signature_2048_sha256_test.json", "RSASSA_PKCS1_V1_5_SHA_256")]
    public void RSASSA_agrees_with_every_vector(string file, string algorithm)
    {
        foreach (var (group, test) in Tests(file))
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(Hex(group, "publicKeyDer"), out _);
            using var pair = new RsaKeyPair(rsa);
            Agrees(test, pair.Verify(SigningAlgorithm.Of(algorithm), MessageType.Raw, Hex(test, "msg"), Hex(test, "sig")));
        }
    }

    [Fact]
    public void Ed25519_agrees_with_every_vector()
    {
        foreach (var (group, test) in Tests("ed25519_test.json"))
        {
            var key = PublicKey.Import(SignatureAlgorithm.Ed25519, Hex(group, "publicKeyDer"), KeyBlobFormat.PkixPublicKey);
            Agrees(test, Hex(test, "sig").Length == 64 && SignatureAlgorithm.Ed25519.Verify(key, Hex(test, "msg"), Hex(test, "sig")));
        }
    }

    [Theory]
    [InlineData("mldsa_44_verify_test.json", 1312)]
    [InlineData("mldsa_65_verify_test.json", 1952)]
    public void ML_DSA_agrees_with_every_vector_from_message_and_from_representative(string file, int keySize)
    {
        var (parameters, numbers) = keySize == 1312 ? (MLDsaParameters.ml_dsa_44, MLDsaNumbers.Set44) : (MLDsaParameters.ml_dsa_65, MLDsaNumbers.Set65);
        var count = 0;
        foreach (var (group, test) in Tests(file))
        {
            var (key, message, signature) = (Hex(group, "publicKey"), Hex(test, "msg"), Hex(test, "sig"));
            if (key.Length != keySize || test.TryGetProperty("ctx", out var context) && context.GetString()!.Length > 0) continue;
            var signer = new MLDsaSigner(parameters, deterministic: true);
            signer.Init(forSigning: false, MLDsaPublicKeyParameters.FromEncoding(parameters, key));
            signer.BlockUpdate(message, 0, message.Length);
            Agrees(test, signer.VerifySignature(signature));
            Agrees(test, MLDsaRepresentative.Verify(numbers, key, Shake([.. Shake(key), 0, 0, .. message]), signature));
            count++;
        }
        Assert.True(count > 50, $"only {count} vectors ran");
    }

    [Fact]
    public void ML_DSA_of_a_representative_is_what_the_vectors_say()
    {
        var count = 0;
        foreach (var (group, test) in Tests("mldsa_65_sign_seed_test.json"))
        {
            if (test.GetProperty("result").GetString() != "valid" || !test.TryGetProperty("mu", out _)) continue;
            var key = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_65, Hex(group, "privateSeed"));
            var chance = test.TryGetProperty("rnd", out _) ? Hex(test, "rnd") : new byte[32];
            Assert.Equal(Hex(test, "sig"), MLDsaRepresentative.Sign(MLDsaNumbers.Set65, key.GetEncoded(), Hex(test, "mu"), chance));
            count++;
        }
        Assert.True(count > 20, $"only {count} vectors ran");
    }

    private static void Agrees(JsonElement test, bool verified)
    {
        var result = test.GetProperty("result").GetString();
        if (result != "acceptable") Assert.True((result == "valid") == verified, $"tcId {test.GetProperty("tcId").GetInt32()} is {result}");
    }

    private static byte[] Shake(byte[] input)
    {
        var shake = new ShakeDigest(256);
        shake.BlockUpdate(input, 0, input.Length);
        var output = new byte[64];
        shake.OutputFinal(output, 0, output.Length);
        return output;
    }

    private static IEnumerable<(JsonElement Group, JsonElement Test)> Tests(string file)
    {
        var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Vectors("wycheproof"), file)));
        return from testGroup in document.RootElement.GetProperty("testGroups").EnumerateArray()
               from test in testGroup.GetProperty("tests").EnumerateArray()
               select (testGroup, test);
    }

    private static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);
}
