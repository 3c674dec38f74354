using static Kagimori.Tests.Operations.Imports.ImportClient;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>The life of imported material of a symmetric encryption key.</summary>
public sealed class ImportTests
{
    private static readonly string Hello = Convert.ToBase64String("hello"u8);
    private static readonly byte[] First = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] Second = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];

    [Fact]
    public async Task An_external_key_waits_for_its_material_and_then_works()
    {
        await using var service = await TestService.StartAsync();
        var created = (await service.KmsAsync("root", "CreateKey", new { Origin = "EXTERNAL" })).Succeeded().Json["KeyMetadata"]!.AsObject();
        Assert.Equal(
            ["AWSAccountId", "KeyId", "Arn", "CreationDate", "Enabled", "Description", "KeyUsage", "KeyState", "Origin", "KeyManager", "CustomerMasterKeySpec", "KeySpec", "EncryptionAlgorithms", "MultiRegion"],
            created.Select(pair => pair.Key));
        Assert.Equal("PendingImport", Text(created, "KeyState"));
        var (key, arn) = (Text(created, "KeyId"), Text(created, "Arn"));
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        (await service.KmsAsync("root", "EnableKey", new { KeyId = key })).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        (await service.KmsAsync("root", "EnableKeyRotation", new { KeyId = key })).Refused("UnsupportedOperationException", $"{arn} origin is EXTERNAL which is not valid for this operation.");

        var imported = (await ImportAsync(service, key, First)).Succeeded();
        Assert.Equal(arn, imported["KeyId"]);
        var described = await DescribeAsync(service, key);
        Assert.Equal(("Enabled", "KEY_MATERIAL_DOES_NOT_EXPIRE", imported["KeyMaterialId"]), (Text(described, "KeyState"), Text(described, "ExpirationModel"), Text(described, "CurrentKeyMaterialId")));
        (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello })).Succeeded();
    }

    [Fact]
    public async Task Deleted_material_can_be_imported_again_and_only_the_same()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service);
        var id = (await ImportAsync(service, key, First, new { KeyMaterialDescription = "first material" })).Succeeded()["KeyMaterialId"];
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }))["CiphertextBlob"];
        Assert.Equal(id, (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key })).Succeeded()["KeyMaterialId"]);
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        Assert.Equal("PENDING_IMPORT", Text((await ListAsync(service, key))[0]!, "ImportState"));
        (await ImportAsync(service, key, Second)).Refused("IncorrectKeyMaterialException", $"Imported key material does not have the expected identifier ({id}).");
        (await ImportAsync(service, key, First)).Succeeded();
        Assert.Equal(Hello, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["Plaintext"]);
        Assert.Equal("first material", Text((await ListAsync(service, key))[0]!, "KeyMaterialDescription"));
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = new string('0', 64) })).Refused("ValidationException",
            $"Key material (id: {new string('0', 64)}) has never been imported into KMS key {arn}.");
    }

    [Fact]
    public async Task Material_expires_by_the_clock_unless_it_is_imported_anew()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service);
        var validTo = service.Clock.GetUtcNow().AddDays(10).ToUnixTimeSeconds();
        (await ImportAsync(service, key, First, new { ValidTo = validTo }, expires: true)).Succeeded();
        Assert.Equal(validTo, (await DescribeAsync(service, key))["ValidTo"]!.GetValue<decimal>());
        (await ImportAsync(service, key, First, new { ValidTo = validTo + 86400 }, expires: true)).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(10));
        await RunDueAsync(service);
        Assert.Equal("Enabled", Text(await DescribeAsync(service, key), "KeyState"));
        service.Clock.Advance(TimeSpan.FromDays(1));
        await RunDueAsync(service);
        var expired = (await DescribeAsync(service, key)).AsObject();
        Assert.Equal("PendingImport", Text(expired, "KeyState"));
        Assert.False(expired.ContainsKey("ValidTo"));
        Assert.False(expired.ContainsKey("ExpirationModel"));
        var listed = (await ListAsync(service, key))[0]!;
        Assert.Equal(("IMPORTED", "KEY_MATERIAL_EXPIRES", validTo + 86400), (Text(listed, "ImportState"), Text(listed, "ExpirationModel"), listed["ValidTo"]!.GetValue<decimal>()));
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key })).Succeeded();
        var deleted = (await ListAsync(service, key))[0]!.AsObject();
        Assert.Equal("PENDING_IMPORT", Text(deleted, "ImportState"));
        Assert.False(deleted.ContainsKey("ValidTo"));
        Assert.Contains(service.AuditRecords(), record => record["eventName"]!.GetValue<string>() == "DeleteExpiredKeyMaterial");
    }

    [Fact]
    public async Task New_material_waits_for_a_rotation_on_demand_and_old_ciphertexts_still_open()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service);
        var first = (await ImportAsync(service, key, First)).Succeeded()["KeyMaterialId"];
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }))["CiphertextBlob"];
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Refused("KMSInvalidStateException", $"No available key material pending rotation for the key: {arn}.");
        (await ImportAsync(service, key, First, new { ImportType = "NEW_KEY_MATERIAL" })).Refused("IncorrectKeyMaterialException",
            $"Key material (id: {first}) being imported as NEW_KEY_MATERIAL is already associated with KMS key {arn}.");
        var second = (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL" })).Succeeded()["KeyMaterialId"];
        var third = await ImportAsync(service, key, [.. Enumerable.Repeat((byte)3, 32)], new { ImportType = "NEW_KEY_MATERIAL" });
        Assert.EndsWith($"cannot be imported into KMS key {arn}, because another key material (id: {second}) is pending rotation.", third["message"], StringComparison.Ordinal);
        Assert.Equal(first, Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"));
        Assert.Equal(["CURRENT", "PENDING_ROTATION"], (await ListAsync(service, key)).Select(entry => Text(entry!, "KeyMaterialState")));

        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        await RunDueAsync(service);
        Assert.Equal(["NON_CURRENT", "CURRENT"], (await ListAsync(service, key)).Select(entry => Text(entry!, "KeyMaterialState")));
        Assert.Equal(second, Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"));
        Assert.Equal(first, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["KeyMaterialId"]);
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = first })).Succeeded();
        Assert.Equal("PendingImport", Text(await DescribeAsync(service, key), "KeyState"));
    }

    [Fact]
    public async Task A_replica_of_an_external_key_imports_the_same_material_itself()
    {
        const string There = "us-west-2";
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service, multiRegion: true);
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = There })).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        var id = (await ImportAsync(service, key, First)).Succeeded()["KeyMaterialId"];
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = key, ReplicaRegion = There })).Succeeded();
        await RunDueAsync(service);
        var replica = await DescribeAsync(service, key, There);
        Assert.Equal(("PendingImport", id), (Text(replica, "KeyState"), Text(replica, "CurrentKeyMaterialId")));
        (await ImportAsync(service, key, Second, region: There)).Refused("IncorrectKeyMaterialException", $"Imported key material does not have the expected identifier ({id}).");
        (await ImportAsync(service, key, First, region: There)).Succeeded();
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = Hello }))["CiphertextBlob"];
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }, There)).Succeeded();

        (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL" })).Succeeded();
        Assert.Equal("PENDING_MULTI_REGION_IMPORT_AND_ROTATION", Text((await ListAsync(service, key))[1]!, "KeyMaterialState"));
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Refused("KMSInvalidStateException",
            "Cannot perform key material rotation: Key material has not been imported for replicas of the Multi-Region key.");
        (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL" }, region: There)).Refused("ValidationException", "Input parameter ImportType NEW_KEY_MATERIAL cannot be used on replica Multi-Region keys");
        (await ImportAsync(service, key, Second, region: There)).Succeeded();
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        await RunDueAsync(service);
        Assert.Equal(Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"), Text(await DescribeAsync(service, key, There), "CurrentKeyMaterialId"));
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused_in_the_right_words()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service);
        (await service.KmsAsync("root", "GetParametersForImport", new { TestService.KeyId, WrappingAlgorithm = "RSAES_OAEP_SHA_256", WrappingKeySpec = "RSA_2048" }))
            .Refused("UnsupportedOperationException", $"{TestService.KeyArn} origin is AWS_KMS which is not valid for this operation.");
        var parameters = await ParametersAsync(service, key);
        Assert.Equal(service.Clock.GetUtcNow().AddHours(24).ToUnixTimeSeconds(), parameters.Json["ParametersValidTo"]!.GetValue<decimal>());
        async Task Refuse(string code, string? message, object more, byte[]? material = null, string? token = null, bool expires = false) =>
            (await ImportAsync(service, parameters, key, material ?? First, more, token, expires)).Refused(code, message);
        await Refuse("ValidationException", "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES", new { }, expires: true);
        await Refuse("ValidationException", "ValidTo must be in the future", new { ValidTo = 1 }, expires: true);
        await Refuse("ValidationException", "ValidTo must be less than 365 days in the future", new { ValidTo = service.Clock.GetUtcNow().AddDays(366).ToUnixTimeSeconds() }, expires: true);
        await Refuse("ValidationException", "A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE", new { ValidTo = 1 });
        await Refuse("InvalidCiphertextException", null, new { }, material: [1, 2, 3]);
        await Refuse("InvalidImportTokenException", null, new { }, token: Convert.ToBase64String([1, 2, 3]));
        var (other, _) = await CreateAsync(service);
        (await ImportAsync(service, parameters, other, First, new { })).Refused("InvalidImportTokenException", null);
        service.Clock.Advance(TimeSpan.FromHours(24));
        await Refuse("ExpiredImportTokenException", null, new { });
    }
}
