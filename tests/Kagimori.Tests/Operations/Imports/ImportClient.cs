using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
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

    private static readonly ConditionalWeakTable<TestService, ConcurrentDictionary<string, TestAnswer>> Kept = [];

    public static async Task<(string Id, string Arn)> CreateAsync(TestService service, string spec = Symmetric, bool multiRegion = false)
    {
        var created = (await service.KmsAsync("root", "CreateKey", new { Origin = "EXTERNAL", KeySpec = spec, KeyUsage = Importable.UsageOf(spec), MultiRegion = multiRegion }))
            .Succeeded().Json["KeyMetadata"]!;
        return (Text(created, "KeyId"), Text(created, "Arn"));
    }

    public static async Task<TestAnswer> ParametersAsync(
        TestService service, string key, string region = TestService.Region, string algorithm = Oaep, string? wrappingKeySpec = null) =>
        (await service.KmsAsync(
            "root", "GetParametersForImport", new { KeyId = key, WrappingAlgorithm = algorithm, WrappingKeySpec = wrappingKeySpec ?? ShortestFor(algorithm) }, region)).Succeeded();

    /// <param name="more">Further members of the request.</param>
    /// <param name="expires">Whether the expiration model is left at its default.</param>
    public static async Task<TestAnswer> ImportAsync(
        TestService service, string key, byte[] material, object? more = null, bool expires = false, string region = TestService.Region, string algorithm = Oaep) =>
        await ImportAsync(service, await KeptParametersAsync(service, key, region, algorithm), key, material, more, null, expires, region, algorithm);

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

    private static string ShortestFor(string algorithm) => algorithm == "SM2PKE" ? "SM2" : "RSA_2048";

    // As long as they are valid, like any client that imports more than once: a new wrapping key takes a third of a second.
    private static async Task<TestAnswer> KeptParametersAsync(TestService service, string key, string region, string algorithm)
    {
        var kept = Kept.GetOrCreateValue(service);
        var call = $"{key} {region} {algorithm}";
        if (kept.TryGetValue(call, out var parameters) && service.Clock.GetUtcNow().ToUnixTimeSeconds() < parameters.Json["ParametersValidTo"]!.GetValue<decimal>()) return parameters;
        return kept[call] = await ParametersAsync(service, key, region, algorithm);
    }

    public static async Task<JsonNode> DescribeAsync(TestService service, string key, string region = TestService.Region) =>
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = key }, region)).Succeeded().Json["KeyMetadata"]!;

    public static async Task<string> StateAsync(TestService service, string key, string region = TestService.Region) => Text(await DescribeAsync(service, key, region), "KeyState");

    public static async Task<JsonArray> ListAsync(TestService service, string key, string region = TestService.Region) =>
        (await service.KmsAsync("root", "ListKeyRotations", new { KeyId = key, IncludeKeyMaterial = "ALL_KEY_MATERIAL" }, region)).Succeeded().Json["Rotations"]!.AsArray();

    public static Task<int> RunDueAsync(TestService service) => new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken);

    public static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
