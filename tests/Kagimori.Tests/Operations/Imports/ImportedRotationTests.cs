using static Kagimori.Tests.Operations.Imports.ImportClient;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>Imported material that waits for a rotation, in one Region and in several, while it expires, is deleted, or is described anew.</summary>
public sealed class ImportedRotationTests
{
    private const string There = "us-west-2";
    private static readonly object New = new { ImportType = "NEW_KEY_MATERIAL" };
    private static readonly byte[] First = Importable.MaterialOf(Symmetric, 1);
    private static readonly byte[] Second = Importable.MaterialOf(Symmetric, 2);
    private static readonly byte[] Third = Importable.MaterialOf(Symmetric, 3);

    [Fact]
    public async Task Material_that_expired_while_it_waited_becomes_current_and_is_then_waited_for()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service);
        var first = (await ImportAsync(service, key, First)).Succeeded()["KeyMaterialId"];
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = First })).Succeeded()["CiphertextBlob"];
        var second = (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL", ValidTo = service.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds() }, expires: true))
            .Succeeded()["KeyMaterialId"];
        service.Clock.Advance(TimeSpan.FromDays(1));
        await RunDueAsync(service);
        Assert.Equal("Enabled", await StateAsync(service, key));
        Assert.Equal(("PENDING_ROTATION", "IMPORTED"), StateOf((await ListAsync(service, key))[1]!));
        (await ImportAsync(service, key, Second, New)).Refused("IncorrectKeyMaterialException",
            $"Key material (id: {second}) being imported as NEW_KEY_MATERIAL is already associated with KMS key {arn}.");

        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        await RunDueAsync(service);
        Assert.Equal("PendingImport", await StateAsync(service, key));
        Assert.Equal(second, Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"));
        (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Refused("KMSInvalidStateException", $"{arn} is pending import.");
        (await ImportAsync(service, key, Second)).Succeeded();
        Assert.Equal(first, (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob })).Succeeded()["KeyMaterialId"]);
    }

    [Fact]
    public async Task A_key_tells_when_the_first_of_its_materials_expires()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service);
        var soon = service.Clock.GetUtcNow().AddDays(10).ToUnixTimeSeconds();
        (await ImportAsync(service, key, First, new { ValidTo = soon }, expires: true)).Succeeded();
        (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL", ValidTo = soon - 86400 }, expires: true)).Succeeded();
        Assert.Equal(soon, (await DescribeAsync(service, key))["ValidTo"]!.GetValue<decimal>());

        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        await RunDueAsync(service);
        Assert.Equal(soon - 86400, (await DescribeAsync(service, key))["ValidTo"]!.GetValue<decimal>());
        (await ImportAsync(service, key, Second)).Succeeded();
        var described = await DescribeAsync(service, key);
        Assert.Equal(("KEY_MATERIAL_EXPIRES", soon), (Text(described, "ExpirationModel"), described["ValidTo"]!.GetValue<decimal>()));
        (await ImportAsync(service, key, First)).Succeeded();
        Assert.Equal(("KEY_MATERIAL_DOES_NOT_EXPIRE", null), (Text(await DescribeAsync(service, key), "ExpirationModel"), (await DescribeAsync(service, key))["ValidTo"]));
    }

    [Fact]
    public async Task Expired_material_that_waits_can_make_way_for_other()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service);
        (await ImportAsync(service, key, First)).Succeeded();
        var second = (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL", ValidTo = service.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds() }, expires: true))
            .Succeeded()["KeyMaterialId"];
        service.Clock.Advance(TimeSpan.FromDays(1));
        await RunDueAsync(service);
        Assert.Equal("KMSInvalidStateException", (await ImportAsync(service, key, Third, New)).Code);
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = second })).Succeeded();
        (await ImportAsync(service, key, Third, New)).Succeeded();
    }

    [Fact]
    public async Task Material_deleted_during_its_rotation_is_forgotten_and_what_came_instead_is_current()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service);
        (await ImportAsync(service, key, First)).Succeeded();
        var second = (await ImportAsync(service, key, Second, New)).Succeeded()["KeyMaterialId"];
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = second })).Succeeded();
        var third = (await ImportAsync(service, key, Third, New)).Succeeded()["KeyMaterialId"];
        await RunDueAsync(service);
        Assert.Equal(third, Text(await DescribeAsync(service, key), "CurrentKeyMaterialId"));
        Assert.Equal(["NON_CURRENT", "CURRENT"], (await ListAsync(service, key)).Select(entry => Text(entry!, "KeyMaterialState")));
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Refused("KMSInvalidStateException", $"No available key material pending rotation for the key: {arn}.");
    }

    [Fact]
    public async Task Only_the_waiting_material_must_be_in_every_Region_to_rotate()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await ReplicatedAsync(service);
        var second = (await ImportAsync(service, key, Second, New)).Succeeded()["KeyMaterialId"];
        Assert.Equal(("PENDING_MULTI_REGION_IMPORT_AND_ROTATION", "PENDING_IMPORT"), StateOf((await ListAsync(service, key, There))[1]!));
        (await ImportAsync(service, key, Second, region: There)).Succeeded();
        Assert.Equal(("PENDING_ROTATION", "IMPORTED"), StateOf((await ListAsync(service, key))[1]!));
        // The replica has never had the first material, and goes on waiting for it.
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        await RunDueAsync(service);
        Assert.Equal([("NON_CURRENT", "PENDING_IMPORT"), ("CURRENT", "IMPORTED")], (await ListAsync(service, key, There)).Select(entry => StateOf(entry!)));
        Assert.Equal(("Enabled", "PendingImport"), (await StateAsync(service, key), await StateAsync(service, key, There)));
        (await ImportAsync(service, key, First, region: There)).Succeeded();
        var blob = (await service.KmsAsync("root", "Encrypt", new { KeyId = key, Plaintext = First })).Succeeded()["CiphertextBlob"];
        var opened = (await service.KmsAsync("root", "Decrypt", new { CiphertextBlob = blob }, There)).Succeeded();
        Assert.Equal((second, arn.Replace(TestService.Region, There, StringComparison.Ordinal)), (opened["KeyMaterialId"], opened["KeyId"]));
    }

    [Fact]
    public async Task A_replica_that_loses_the_material_during_the_rotation_waits_for_it()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await ReplicatedAsync(service);
        (await ImportAsync(service, key, First, region: There)).Succeeded();
        var second = (await ImportAsync(service, key, Second, New)).Succeeded()["KeyMaterialId"];
        (await ImportAsync(service, key, Second, region: There)).Succeeded();
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = second }, There)).Succeeded();
        Assert.Equal("Enabled", await StateAsync(service, key, There));
        await RunDueAsync(service);
        Assert.Equal(("Enabled", "PendingImport"), (await StateAsync(service, key), await StateAsync(service, key, There)));
        (await ImportAsync(service, key, Second, region: There)).Succeeded();
        Assert.Equal("Enabled", await StateAsync(service, key, There));
    }

    [Fact]
    public async Task The_primarys_deletion_of_waiting_material_is_every_Regions()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await ReplicatedAsync(service);
        var second = (await ImportAsync(service, key, Second, New)).Succeeded()["KeyMaterialId"];
        (await ImportAsync(service, key, Second, region: There)).Succeeded();
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = second })).Succeeded();
        foreach (var region in new[] { TestService.Region, There }) Assert.Single(await ListAsync(service, key, region));
        (await ImportAsync(service, key, Second, New)).Succeeded();
        Assert.Equal(2, (await ListAsync(service, key, There)).Count);
    }

    [Fact]
    public async Task The_primary_alone_describes_material_and_for_every_Region()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await ReplicatedAsync(service);
        (await ImportAsync(service, key, First, new { KeyMaterialDescription = "changed" }, region: There))
            .Refused("ValidationException", "Key material description can only be specified on primary Multi-Region keys");
        (await ImportAsync(service, key, First, new { KeyMaterialDescription = "vault 7" })).Succeeded();
        foreach (var region in new[] { TestService.Region, There }) Assert.Equal("vault 7", Text((await ListAsync(service, key, region))[0]!, "KeyMaterialDescription"));
        Assert.Equal("PendingImport", await StateAsync(service, key, There));
    }

    [Fact]
    public async Task Neither_the_end_of_waiting_material_nor_its_deletion_enables_a_disabled_key_but_an_import_does()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service);
        (await ImportAsync(service, key, First)).Succeeded();
        (await ImportAsync(service, key, Second, new { ImportType = "NEW_KEY_MATERIAL", ValidTo = service.Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds() }, expires: true)).Succeeded();
        (await service.KmsAsync("root", "DisableKey", new { KeyId = key })).Succeeded();
        service.Clock.Advance(TimeSpan.FromDays(1));
        await RunDueAsync(service);
        Assert.Equal("Disabled", await StateAsync(service, key));
        (await ImportAsync(service, key, First)).Succeeded();
        Assert.Equal("Enabled", await StateAsync(service, key));
    }

    [Fact]
    public async Task Material_can_be_deleted_from_a_key_on_its_way_out_which_then_comes_back_without()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service);
        (await ImportAsync(service, key, First)).Succeeded();
        var parameters = await ParametersAsync(service, key);
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { KeyId = key })).Succeeded();
        (await ImportAsync(service, parameters, key, First)).Refused("KMSInvalidStateException", $"{arn} is pending deletion.");
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key })).Succeeded();
        Assert.Equal("PendingDeletion", await StateAsync(service, key));
        (await service.KmsAsync("root", "CancelKeyDeletion", new { KeyId = key })).Succeeded();
        Assert.Equal("PendingImport", await StateAsync(service, key));
        (await ImportAsync(service, parameters, key, First)).Succeeded();
        Assert.Equal("Enabled", await StateAsync(service, key));
    }

    [Fact]
    public async Task What_is_said_to_be_there_already_must_be_there()
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service);
        var refused = await ImportAsync(service, key, First, new { ImportType = "EXISTING_KEY_MATERIAL" });
        Assert.Equal("IncorrectKeyMaterialException", refused.Code);
        Assert.EndsWith($"being imported as EXISTING_KEY_MATERIAL is not associated with KMS key {arn}.", refused["message"], StringComparison.Ordinal);
        var first = (await ImportAsync(service, key, First, New)).Succeeded()["KeyMaterialId"];
        (await ImportAsync(service, key, First, new { ImportType = "EXISTING_KEY_MATERIAL", KeyMaterialId = first })).Succeeded();
        (await ImportAsync(service, key, First, new { KeyMaterialId = new string('0', 64) }))
            .Refused("IncorrectKeyMaterialException", $"Imported key material does not have the expected identifier ({new string('0', 64)}).");
        // Of two materials the older one is restored without being named.
        (await ImportAsync(service, key, Second, New)).Succeeded();
        (await service.KmsAsync("root", "RotateKeyOnDemand", new { KeyId = key })).Succeeded();
        await RunDueAsync(service);
        (await service.KmsAsync("root", "DeleteImportedKeyMaterial", new { KeyId = key, KeyMaterialId = first })).Succeeded();
        Assert.Equal("PendingImport", await StateAsync(service, key));
        Assert.Equal(first, (await ImportAsync(service, key, First)).Succeeded()["KeyMaterialId"]);
        Assert.Equal("Enabled", await StateAsync(service, key));
    }

    private static async Task<(string Id, string Arn)> ReplicatedAsync(TestService service)
    {
        var created = await CreateAsync(service, multiRegion: true);
        (await ImportAsync(service, created.Id, First)).Succeeded();
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = created.Id, ReplicaRegion = There })).Succeeded();
        await RunDueAsync(service);
        return created;
    }

    private static (string State, string Import) StateOf(System.Text.Json.Nodes.JsonNode entry) => (Text(entry, "KeyMaterialState"), Text(entry, "ImportState"));
}
