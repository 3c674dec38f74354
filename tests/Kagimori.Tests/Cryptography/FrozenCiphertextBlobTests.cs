using System.Text.Json;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

/// <summary>Blobs made by another implementation of docs/ciphertext-blob.md, with what must become of each.</summary>
/// <remarks>The file never changes: what was once encrypted must decrypt for ever, and what was refused must stay refused.</remarks>
public sealed class FrozenCiphertextBlobTests
{
    private static readonly JsonElement Set = JsonDocument.Parse(
        File.ReadAllText(TestFiles.InRepository("tests", "Kagimori.Tests", "Cryptography", "frozen-ciphertext-blobs.json"))).RootElement;

    public static TheoryData<string> Names => [.. Set.GetProperty("vectors").EnumerateArray().Select(vector => Text(vector, "name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_frozen_blob_still_means_the_same(string name)
    {
        var vector = Set.GetProperty("vectors").EnumerateArray().Single(candidate => Text(candidate, "name") == name);
        using var material = new KeyMaterial(Convert.FromHexString(Text(Set, "keyMaterial")));
        var id = KeyMaterialId.Derive(material, Text(Set, "accountId"), Text(Set, "keyId"));
        var bytes = Convert.FromBase64String(Text(vector, "blob"));
        var pairs = vector.GetProperty("encryptionContext").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
        Assert.True(EncryptionContext.TryCreate(pairs, out var context));

        byte[] plaintext = [];
        var opened = CiphertextBlob.TryRead(bytes, out var blob, out var fault)
            && SymmetricCipher.TryDecrypt(material, id, context, blob, out plaintext, out fault);

        Assert.Equal(Text(vector, "expect"), opened ? "plaintext" : JsonNamingPolicy.CamelCase.ConvertName(fault.ToString()));
        if (!opened) return;
        Assert.Equal(Text(vector, "plaintext"), Convert.ToBase64String(plaintext));
        Assert.Equal(Text(vector, "origin"), blob.Origin.ToString());
        AssertWrittenTheSame(bytes, blob, material, id, context, plaintext);
    }

    [Fact]
    public void The_material_has_its_frozen_id()
    {
        using var material = new KeyMaterial(Convert.FromHexString(Text(Set, "keyMaterial")));
        Assert.Equal(Text(Set, "keyMaterialId"), KeyMaterialId.Derive(material, Text(Set, "accountId"), Text(Set, "keyId")).ToString());
    }

    // With the same chance the same bytes are written.
    private static void AssertWrittenTheSame(
        byte[] expected, in CiphertextBlob blob, KeyMaterial material, KeyMaterialId id, EncryptionContext context, byte[] plaintext)
    {
        var chance = new FixedRandom([.. blob.DerivationNonce, .. blob.Content.Iv]);
        Assert.Equal(expected, SymmetricCipher.Encrypt(material, id, context, plaintext, chance, blob.Origin));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private sealed class FixedRandom(byte[] bytes) : RandomSource
    {
        private int _given;

        public override void Fill(Span<byte> destination)
        {
            bytes.AsSpan(_given, destination.Length).CopyTo(destination);
            _given += destination.Length;
        }
    }
}
