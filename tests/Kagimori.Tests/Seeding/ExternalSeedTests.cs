using System.Text;
using System.Text.Json.Nodes;
using Kagimori.Seeding;
using Kagimori.Tests.Operations.Imports;
using static Kagimori.Tests.Operations.Imports.ImportClient;

namespace Kagimori.Tests.Seeding;

/// <summary>Keys of a seed whose origin is EXTERNAL, with their material and without.</summary>
public sealed class ExternalSeedTests
{
    private const string Id = "external";

    public static TheoryData<string> Specs =>
    [
        Symmetric, "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "RSA_2048", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1",
        "ECC_NIST_EDWARDS25519", "SM2",
    ];

    [Theory]
    [MemberData(nameof(Specs))]
    public async Task A_seeded_external_key_waits_for_its_material_or_has_it(string spec)
    {
        var material = Importable.MaterialOf(spec);
        await using var service = await TestService.StartAsync(WithKey(spec, null));
        Assert.Equal(("PendingImport", "EXTERNAL"), (await StateAsync(service, Id), Text(await DescribeAsync(service, Id), "Origin")));
        Assert.Empty(await SeedApplier.ApplyAsync(service.Engine, Read(WithKey(spec, [material]))));
        await Importable.WorksAsync(service, Id, spec, material);

        var commits = service.Engine.Store.Counters.Commits;
        Assert.Empty(await SeedApplier.ApplyAsync(service.Engine, Read(WithKey(spec, [material]))));
        Assert.Empty(await SeedApplier.ApplyAsync(service.Engine, Read(WithKey(spec, null))));
        Assert.Equal(commits, service.Engine.Store.Counters.Commits);

        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = Id })).Succeeded();
        Assert.Contains("accounts[0].keys[1].material: the key arn:aws:kms:ap-northeast-1:123456789012:key/external exists and has other material.",
            await SeedApplier.ApplyAsync(service.Engine, Read(WithKey(spec, [Importable.MaterialOf(spec, 2)]))));
        Assert.Empty(await SeedApplier.ApplyAsync(service.Engine, Read(WithKey(spec, [material]))));
        await Importable.WorksAsync(service, Id, spec, material);
    }

    [Fact]
    public async Task Seeded_material_is_the_same_as_imported_material()
    {
        await using var service = await TestService.StartAsync(WithKey("ECC_NIST_P256", [Importable.MaterialOf("ECC_NIST_P256")]));
        (await ImportAsync(service, Id, Importable.MaterialOf("ECC_NIST_P256", 2))).Refused("IncorrectKeyMaterialException", (await ImportAsync(service, Id, Importable.MaterialOf("ECC_NIST_P256", 3)))["message"]);
        (await ImportAsync(service, Id, Importable.MaterialOf("ECC_NIST_P256"))).Succeeded();
    }

    [Fact]
    public async Task A_seeded_multi_Region_key_has_its_material_in_every_Region()
    {
        var material = Importable.MaterialOf("HMAC_256");
        var seed = WithKey("HMAC_256", [material]);
        var key = seed["accounts"]![0]!["keys"]![1]!.AsObject();
        key["id"] = "mrk-1234567890abcdef1234567890abcdef";
        key["multiRegion"] = true;
        key["replicaRegions"] = new JsonArray("us-east-1");
        await using var service = await TestService.StartAsync(seed);
        foreach (var region in new[] { TestService.Region, "us-east-1" }) await Importable.WorksAsync(service, "mrk-1234567890abcdef1234567890abcdef", "HMAC_256", material, region);
    }

    [Fact]
    public async Task A_key_that_exists_keeps_its_origin()
    {
        await using var service = await TestService.StartAsync(WithKey(Symmetric, null));
        var seed = WithKey(Symmetric, null);
        seed["accounts"]![0]!["keys"]![1]!["origin"] = "AWS_KMS";
        Assert.Contains("accounts[0].keys[1].origin: the key arn:aws:kms:ap-northeast-1:123456789012:key/external exists and its origin is EXTERNAL.",
            await SeedApplier.ApplyAsync(service.Engine, Read(seed)));
    }

    [Theory]
    [InlineData(""" "origin":"AWS_CLOUDHSM" """, "origin: the origin AWS_CLOUDHSM is not supported by this version.")]
    [InlineData(""" "origin":"EXTERNAL","spec":"ML_DSA_44","usage":"SIGN_VERIFY" """, "origin: key material of ML_DSA_44 cannot be imported.")]
    [InlineData(""" "origin":"EXTERNAL","material":["AAAA"] """, "material[0]: must be the base64 of 32 bytes.")]
    [InlineData(""" "origin":"EXTERNAL","spec":"HMAC_256","usage":"GENERATE_VERIFY_MAC","material":["AAAA"] """, "material[0]: must be the base64 of 32 to 128 bytes.")]
    [InlineData(""" "origin":"EXTERNAL","spec":"RSA_2048","usage":"SIGN_VERIFY","material":["AAAA","AAAA"] """, "material[1]: must be the base64 of the PKCS #8 private key of a RSA_2048 key pair, in DER.")]
    [InlineData(""" "origin":"EXTERNAL","id":"mrk-1","multiRegion":true,"replicaRegions":["us-east-1"] """, "replicaRegions: a key that waits for its material has no replicas.")]
    public void An_error_names_its_place(string members, string error)
    {
        var id = members.Contains("\"id\"", StringComparison.Ordinal) ? "" : "\"id\":\"k\",";
        var seed = $$"""{"accounts":[{"id":"123456789012","keys":[{"region":"us-west-2",{{id}}{{members}}}]}]}""";
        Assert.Null(Seed.Read(Encoding.UTF8.GetBytes(seed), out var errors));
        Assert.Contains($"accounts[0].keys[0].{error}", errors);
    }

    private static JsonObject WithKey(string spec, byte[][]? materials)
    {
        var seed = TestService.SeedOf(null);
        seed["accounts"]![0]!["keys"]!.AsArray().Add(new JsonObject
        {
            ["region"] = TestService.Region, ["id"] = Id, ["origin"] = "EXTERNAL", ["spec"] = spec, ["usage"] = Importable.UsageOf(spec),
            ["material"] = materials is null ? null : new JsonArray([.. materials.Select(material => JsonValue.Create(Convert.ToBase64String(material)))]),
        });
        return seed;
    }

    private static Seed Read(JsonObject seed)
    {
        var read = Seed.Read(Encoding.UTF8.GetBytes(seed.ToJsonString()), out var errors);
        Assert.Empty(errors);
        return read!;
    }
}
