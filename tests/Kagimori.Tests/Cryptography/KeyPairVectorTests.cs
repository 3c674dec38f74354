using System.Security.Cryptography;
using System.Text.Json;
using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.Keys;

namespace Kagimori.Tests.Cryptography;

/// <summary>Wycheproof's vectors against what decrypts, agrees and authenticates, as the service uses it.</summary>
public sealed class KeyPairVectorTests
{
    [Theory]
    [InlineData("rsa_oaep_2048_sha1_mgf1sha1_test.json", "RSAES_OAEP_SHA_1")]
    [InlineData("rsa_oaep_2048_sha256_mgf1sha256_test.json", "RSAES_OAEP_SHA_256")]
    public void RSAES_OAEP_agrees_with_every_vector_without_a_label(string file, string algorithm)
    {
        var count = 0;
        foreach (var (group, test) in Tests(file))
        {
            if (test.GetProperty("label").GetString()!.Length > 0) continue;
            using var material = new KeyMaterial(Hex(group, "privateKeyPkcs8"));
            using var pair = KeySpec.Find("RSA_2048")!.KeyPairs!.Open(material);
            Agrees(test, Hex(test, "msg"), pair.Decrypt(algorithm, Hex(test, "ct")));
            count++;
        }
        Assert.True(count > 20, $"only {count} vectors ran");
    }

    [Theory]
    [InlineData("ecdh_secp256r1_test.json", "ECC_NIST_P256", 32)]
    [InlineData("ecdh_secp384r1_test.json", "ECC_NIST_P384", 48)]
    public void ECDH_agrees_with_every_vector(string file, string spec, int size)
    {
        var count = 0;
        var opened = new Dictionary<string, KeyPair>();
        foreach (var (_, test) in Tests(file))
        {
            // Most vectors share a private key, and opening it takes longest.
            var text = test.GetProperty("private").GetString()!;
            if (!opened.TryGetValue(text, out var pair)) opened[text] = pair = Open(spec, size, Convert.FromHexString(text));
            Agrees(test, Hex(test, "shared"), pair.Agree(Hex(test, "public")));
            count++;
        }
        foreach (var pair in opened.Values) pair.Dispose();
        Assert.True(count > 500, $"only {count} vectors ran");
    }

    [Theory]
    [InlineData("hmac_sha224_test.json", "HMAC_SHA_224")]
    [InlineData("hmac_sha256_test.json", "HMAC_SHA_256")]
    [InlineData("hmac_sha384_test.json", "HMAC_SHA_384")]
    [InlineData("hmac_sha512_test.json", "HMAC_SHA_512")]
    public void HMAC_agrees_with_every_vector(string file, string algorithm)
    {
        foreach (var (group, test) in Tests(file))
        {
            using var key = new KeyMaterial(Hex(test, "key"));
            var mac = MessageAuthentication.Compute(key, algorithm, Hex(test, "msg")).AsSpan(0, group.GetProperty("tagSize").GetInt32() / 8);
            Assert.Equal(test.GetProperty("result").GetString() == "valid", mac.SequenceEqual(Hex(test, "tag")));
        }
    }

    private static KeyPair Open(string spec, int size, byte[] number)
    {
        var scalar = number.AsSpan().TrimStart((byte)0);
        var d = new byte[size];
        scalar.CopyTo(d.AsSpan(size - scalar.Length));
        var curve = ECCurve.CreateFromFriendlyName(size == 32 ? "nistP256" : "nistP384");
        using var key = ECDiffieHellman.Create(new ECParameters { Curve = curve, D = d });
        using var material = new KeyMaterial(key.ExportPkcs8PrivateKey());
        return KeySpec.Find(spec)!.KeyPairs!.Open(material);
    }

    // A vector that is "acceptable" may be refused, but what comes out must be right.
    private static void Agrees(JsonElement test, byte[] expected, byte[]? actual)
    {
        var result = test.GetProperty("result").GetString();
        if (result == "valid" || result == "acceptable" && actual is not null) Assert.Equal(expected, actual);
        else Assert.True(actual is null, $"tcId {test.GetProperty("tcId").GetInt32()} must not work");
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
