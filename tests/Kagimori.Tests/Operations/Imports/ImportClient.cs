using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Keys;
using Kagimori.Tests.Operations.KeyPairs;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>What a client does to import key material. It wraps with another implementation than the service's.</summary>
internal static class ImportClient
{
    public const string Symmetric = "SYMMETRIC_DEFAULT";
    public const string Oaep = "RSAES_OAEP_SHA_256";

    public static async Task<(string Id, string Arn)> CreateAsync(TestService service, string spec = Symmetric, bool multiRegion = false)
    {
        var created = (await service.KmsAsync("root", "CreateKey", new { Origin = "EXTERNAL", KeySpec = spec, KeyUsage = Importable.UsageOf(spec), MultiRegion = multiRegion }))
            .Succeeded().Json["KeyMetadata"]!;
        return (Text(created, "KeyId"), Text(created, "Arn"));
    }

    public static async Task<TestAnswer> ParametersAsync(
        TestService service, string key, string region = TestService.Region, string algorithm = Oaep, string wrappingKeySpec = "RSA_2048") =>
        (await service.KmsAsync("root", "GetParametersForImport", new { KeyId = key, WrappingAlgorithm = algorithm, WrappingKeySpec = wrappingKeySpec }, region)).Succeeded();

    /// <param name="more">Further members of the request.</param>
    /// <param name="expires">Whether the expiration model is left at its default.</param>
    public static async Task<TestAnswer> ImportAsync(
        TestService service, string key, byte[] material, object? more = null, bool expires = false, string region = TestService.Region, string algorithm = Oaep,
        string wrappingKeySpec = "RSA_2048") =>
        await ImportAsync(service, await ParametersAsync(service, key, region, algorithm, wrappingKeySpec), key, material, more, null, expires, region, algorithm);

    public static Task<TestAnswer> ImportAsync(
        TestService service, TestAnswer parameters, string key, byte[] material, object? more = null, string? token = null, bool expires = false,
        string region = TestService.Region, string algorithm = Oaep)
    {
        var request = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        request["KeyId"] = key;
        request["ImportToken"] = token ?? parameters["ImportToken"];
        request["EncryptedKeyMaterial"] ??= Convert.ToBase64String(OtherImplementation.Wrap(parameters.Blob("PublicKey"), algorithm, material));
        if (!expires) request["ExpirationModel"] = "KEY_MATERIAL_DOES_NOT_EXPIRE";
        return service.KmsAsync("root", "ImportKeyMaterial", request.ToJsonString(), region);
    }

    public static async Task<JsonNode> DescribeAsync(TestService service, string key, string region = TestService.Region) =>
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = key }, region)).Succeeded().Json["KeyMetadata"]!;

    public static async Task<string> StateAsync(TestService service, string key, string region = TestService.Region) => Text(await DescribeAsync(service, key, region), "KeyState");

    public static async Task<JsonArray> ListAsync(TestService service, string key, string region = TestService.Region) =>
        (await service.KmsAsync("root", "ListKeyRotations", new { KeyId = key, IncludeKeyMaterial = "ALL_KEY_MATERIAL" }, region)).Succeeded().Json["Rotations"]!.AsArray();

    public static Task<int> RunDueAsync(TestService service) => new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);

    public static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
