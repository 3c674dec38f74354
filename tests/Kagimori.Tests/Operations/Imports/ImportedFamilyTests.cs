using static Kagimori.Tests.Operations.Imports.ImportClient;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>One key spec of each family through the life of imported material; what only symmetric encryption keys have is refused to the others.</summary>
public sealed class ImportedFamilyTests
{
    private const string There = "us-west-2";

    public static TheoryData<string> Families => ["HMAC_256", "RSA_2048", "ECC_NIST_P256", "ECC_NIST_P521", "ECC_NIST_EDWARDS25519", "SM2", Symmetric];

    public static TheoryData<string> OneMaterialFamilies => ["HMAC_256", "RSA_2048", "ECC_NIST_P256", "ECC_NIST_P521", "ECC_NIST_EDWARDS25519", "SM2"];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Deleted_material_comes_back_and_nothing_else_in_its_place(string spec)
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service, spec);
        await WaitsAsync(service, key, arn, spec);
        Assert.Null((await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key })).Succeeded().Json["KeyMaterialId"]);
        var (first, second) = (Importable.MaterialOf(spec), Importable.MaterialOf(spec, 2));
        (await ImportAsync(service, key, spec, first)).Succeeded();
        await Importable.WorksAsync(service, key, spec, first);
        // Whatever is imported while it is there: the same again, or nothing.
        Assert.Contains("does not have the expected identifier", (await ImportAsync(service, key, spec, second))["message"], StringComparison.Ordinal);
        (await ImportAsync(service, key, spec, first)).Succeeded();

        var deleted = (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key })).Succeeded();
        Assert.Equal(spec == Symmetric ? ["KeyId", "KeyMaterialId"] : ["KeyId"], deleted.Json.Select(pair => pair.Key));
        await WaitsAsync(service, key, arn, spec);
        var refused = await ImportAsync(service, key, spec, second);
        Assert.Equal("IncorrectKeyMaterialException", refused.Code);
        Assert.Matches(@"^Imported key material does not have the expected identifier \([0-9a-f]{64}\)\.$", refused["message"]);
        await WaitsAsync(service, key, arn, spec);
        (await ImportAsync(service, key, spec, first)).Succeeded();
        await Importable.WorksAsync(service, key, spec, first);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Material_expires_by_the_clock_and_can_be_imported_again_for_good(string spec)
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service, spec);
        var validTo = service.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        (await ImportAsync(service, key, spec, Importable.MaterialOf(spec), new { ValidTo = validTo }, expires: true)).Succeeded();
        var described = await DescribeAsync(service, key);
        Assert.Equal(("KEY_MATERIAL_EXPIRES", validTo), (Text(described, "ExpirationModel"), described["ValidTo"]!.GetValue<decimal>()));
        service.Clock.Advance(TimeSpan.FromDays(1));
        await RunDueAsync(service);
        await WaitsAsync(service, key, arn, spec);
        (await ImportAsync(service, key, spec, Importable.MaterialOf(spec))).Succeeded();
        described = await DescribeAsync(service, key);
        Assert.Equal(("KEY_MATERIAL_DOES_NOT_EXPIRE", null), (Text(described, "ExpirationModel"), described["ValidTo"]));
        service.Clock.Advance(TimeSpan.FromDays(400));
        await RunDueAsync(service);
        await Importable.WorksAsync(service, key, spec, Importable.MaterialOf(spec));
    }

    [Theory]
    [MemberData(nameof(OneMaterialFamilies))]
    public async Task What_belongs_to_keys_of_several_materials_is_refused(string spec)
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service, spec);
        var parameters = await ParametersAsync(service, key, TestService.Region, AlgorithmOf(spec));
        foreach (var (member, more) in new (string, object)[]
        {
            ("importType", new { ImportType = "NEW_KEY_MATERIAL" }), ("importType", new { ImportType = "EXISTING_KEY_MATERIAL" }),
            ("keyMaterialId", new { KeyMaterialId = new string('0', 64) }), ("keyMaterialDescription", new { KeyMaterialDescription = "a description" }),
        })
        {
            (await ImportClient.ImportAsync(service, parameters, key, Importable.MaterialOf(spec), more, algorithm: AlgorithmOf(spec)))
                .Refused("ValidationException", $"Input parameter {member} cannot be used with {spec} imported keys.");
        }
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = new string('0', 64) }))
            .Refused("ValidationException", $"Input parameter keyMaterialId cannot be used with {spec} imported keys.");
        (await service.KmsAsync("root", "ListKeyRotations", new { KeyId = key, IncludeKeyMaterial = "ALL_KEY_MATERIAL" }))
            .Refused("ValidationException", "Input parameter includeKeyMaterial can only be used with symmetric keys.");
        (await ImportAsync(service, key, spec, Importable.MaterialOf(spec))).Succeeded();
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Refused("UnsupportedOperationException", null);
        Assert.False((await DescribeAsync(service, key)).AsObject().ContainsKey("CurrentKeyMaterialId"));
    }

    [Theory]
    [MemberData(nameof(OneMaterialFamilies))]
    public async Task Material_of_another_form_is_one_answer_and_changes_nothing(string spec)
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service, spec);
        var parameters = await ParametersAsync(service, key, TestService.Region, AlgorithmOf(spec));
        byte[][] wrong = [[1, 2, 3], new byte[31], Importable.MaterialOf(spec == "ECC_NIST_P256" ? "ECC_SECG_P256K1" : "ECC_NIST_P256"), [.. Importable.MaterialOf(spec).Reverse()]];
        foreach (var material in wrong.Where(material => spec != "HMAC_256" || material.Length < 32))
            (await ImportClient.ImportAsync(service, parameters, key, material, algorithm: AlgorithmOf(spec))).Refused("InvalidCiphertextException", null);
        await WaitsAsync(service, key, arn, spec);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task A_replica_imports_the_primarys_material_and_keeps_it_by_itself(string spec)
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service, spec, multiRegion: true);
        var (first, second) = (Importable.MaterialOf(spec), Importable.MaterialOf(spec, 2));
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = There })).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        (await ImportAsync(service, key, spec, first)).Succeeded();
        var replica = (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = There })).Succeeded().Json["ReplicaKeyMetadata"]!;
        Assert.Equal(("Creating", "KEY_MATERIAL_DOES_NOT_EXPIRE"), (Text(replica, "KeyState"), Text(replica, "ExpirationModel")));
        await RunDueAsync(service);
        var thereArn = arn.Replace(TestService.Region, There, StringComparison.Ordinal);
        await WaitsAsync(service, key, thereArn, spec, There);
        Assert.False((await DescribeAsync(service, key, There)).AsObject().ContainsKey("ExpirationModel"));

        var refused = await ImportAsync(service, key, spec, second, region: There);
        Assert.Equal("IncorrectKeyMaterialException", refused.Code);
        var validTo = service.Clock.GetUtcNow().AddDays(2).ToUnixTimeSeconds();
        (await ImportAsync(service, key, spec, first, new { ValidTo = validTo }, expires: true, region: There)).Succeeded();
        await Importable.WorksAsync(service, key, spec, first, There);
        service.Clock.Advance(TimeSpan.FromDays(2));
        await RunDueAsync(service);
        await WaitsAsync(service, key, thereArn, spec, There);
        await Importable.WorksAsync(service, key, spec, first);

        (await ImportAsync(service, key, spec, first, region: There)).Succeeded();
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key })).Succeeded();
        await WaitsAsync(service, key, arn, spec);
        await Importable.WorksAsync(service, key, spec, first, There);
        (await ImportAsync(service, key, spec, second)).Refused("IncorrectKeyMaterialException", refused["message"]);
    }

    private static async Task WaitsAsync(TestService service, string key, string arn, string spec, string region = TestService.Region)
    {
        Assert.Equal("PendingImport", await StateAsync(service, key, region));
        var (operation, request) = Importable.Use(key, spec);
        (await service.KmsAsync("root", operation, request, region)).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        if (Importable.UsageOf(spec) == "SIGN_VERIFY")
            (await service.KmsAsync("root", "GetPublicKey", new { KeyId = key }, region)).Refused("KMSInvalidStateException", $"{arn} is pending import.");
    }

    // SM2 where it can be, because its wrapping keys are made in no time; WrappingTests has them all.
    private static string AlgorithmOf(string spec) => Importable.UsageOf(spec) == "SIGN_VERIFY" ? "SM2PKE" : Oaep;

    private static Task<TestAnswer> ImportAsync(
        TestService service, string key, string spec, byte[] material, object? more = null, bool expires = false, string region = TestService.Region) =>
        ImportClient.ImportAsync(service, key, material, more, expires, region, AlgorithmOf(spec));
}
