using System.Security.Cryptography;
using System.Text.Json;
using Kagimori.Cryptography.KeyPairs;

namespace Kagimori.Tests.Cryptography;

/// <summary>Wycheproof's vectors against the primitives that ciphertext blobs and wrapped keys are made of.</summary>
public sealed class WycheproofTests
{
    [Fact]
    public void AES_GCM_agrees_with_every_vector_of_our_nonce_and_tag_size()
    {
        var count = 0;
        foreach (var (group, test) in Tests("aes_gcm_test.json"))
        {
            if (group.GetProperty("ivSize").GetInt32() != 96 || group.GetProperty("tagSize").GetInt32() != 128) continue;
            var (message, ciphertext, tag) = (Hex(test, "msg"), Hex(test, "ct"), Hex(test, "tag"));
            using var aes = new AesGcm(Hex(test, "key"), 16);
            var valid = test.GetProperty("result").GetString() == "valid";
            var opened = new byte[ciphertext.Length];
            var verified = true;
            try
            {
                aes.Decrypt(Hex(test, "iv"), ciphertext, tag, opened, Hex(test, "aad"));
            }
            catch (AuthenticationTagMismatchException)
            {
                verified = false;
            }
            Assert.Equal(valid, verified);
            if (valid)
            {
                Assert.Equal(message, opened);
                var (again, againTag) = (new byte[message.Length], new byte[16]);
                aes.Encrypt(Hex(test, "iv"), message, again, againTag, Hex(test, "aad"));
                Assert.Equal(ciphertext, again);
                Assert.Equal(tag, againTag);
            }
            count++;
        }
        Assert.True(count > 150, $"only {count} vectors ran");
    }

    [Fact]
    public void HMAC_SHA_256_agrees_with_every_vector()
    {
        var count = 0;
        foreach (var (group, test) in Tests("hmac_sha256_test.json"))
        {
            var tag = HMACSHA256.HashData(Hex(test, "key"), Hex(test, "msg")).AsSpan(0, group.GetProperty("tagSize").GetInt32() / 8);
            Assert.Equal(test.GetProperty("result").GetString() == "valid", tag.SequenceEqual(Hex(test, "tag")));
            count++;
        }
        Assert.True(count > 100, $"only {count} vectors ran");
    }

    [Fact]
    public void AES_Key_Wrap_with_Padding_agrees_with_every_vector()
    {
        var count = 0;
        foreach (var (_, test) in Tests("aes_kwp_test.json"))
        {
            var unwrapped = RsaAesKeyWrap.UnwrapPadded(Hex(test, "key"), Hex(test, "ct"));
            if (test.GetProperty("result").GetString() == "valid") Assert.Equal(Hex(test, "msg"), unwrapped);
            else Assert.Null(unwrapped);
            count++;
        }
        Assert.Equal(254, count);
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
