using Kagimori.Cryptography.KeyPairs;
using Kagimori.Keys;
using Kagimori.Tests.Operations.KeyPairs;
using static Kagimori.Tests.Operations.Imports.ImportClient;

namespace Kagimori.Tests.Operations.Imports;

/// <summary>The table of what may be wrapped with what, written down once more from AWS's documentation; every cell of it works or is refused.</summary>
public sealed class WrappingTests
{
    private static readonly string[] Algorithms =
        ["RSAES_PKCS1_V1_5", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256", "SM2PKE"];

    private static readonly string[] WrappingKeySpecs = ["RSA_2048", "RSA_3072", "RSA_4096", "SM2"];

    private static readonly string[] Specs =
    [
        "SYMMETRIC_DEFAULT", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521",
        "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519", "SM2",
    ];

    /// <summary>Each key spec with each algorithm that it may be wrapped with, under the shortest wrapping key that there is.</summary>
    public static TheoryData<string, string, string> Allowed
    {
        get
        {
            var cells = new TheoryData<string, string, string>();
            foreach (var spec in Specs)
            {
                foreach (var algorithm in Algorithms)
                {
                    if (WrappingKeySpecs.FirstOrDefault(wrapping => IsAllowed(spec, algorithm, wrapping)) is { } shortest) cells.Add(spec, algorithm, shortest);
                }
            }
            return cells;
        }
    }

    public static TheoryData<string> AllSpecs => [.. Specs];

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task Imported_material_works_however_it_was_wrapped(string spec, string algorithm, string wrappingKeySpec)
    {
        await using var service = await TestService.StartAsync();
        var (key, arn) = await CreateAsync(service, spec);
        var material = Importable.MaterialOf(spec);
        var parameters = await ParametersAsync(service, key, TestService.Region, algorithm, wrappingKeySpec);
        Assert.Equal(["KeyId", "ImportToken", "PublicKey", "ParametersValidTo"], parameters.Json.Select(pair => pair.Key));
        var wrapped = OtherImplementation.Wrap(parameters.Blob("PublicKey"), algorithm, material);
        foreach (var at in new[] { 0, wrapped.Length / 2, wrapped.Length - 1 })
        {
            byte[] changed = [.. wrapped];
            changed[at] ^= 1;
            await RefusedAsync(service, parameters, key, changed);
        }
        await RefusedAsync(service, parameters, key, wrapped[..^1]);
        await RefusedAsync(service, parameters, key, [.. wrapped, 0]);
        Assert.Equal("PendingImport", await StateAsync(service, key));

        var imported = (await ImportAsync(service, parameters, key, material, algorithm: algorithm)).Succeeded();
        Assert.Equal(spec == Symmetric ? ["KeyId", "KeyMaterialId"] : ["KeyId"], imported.Json.Select(pair => pair.Key));
        Assert.Equal(arn, imported["KeyId"]);
        await Importable.WorksAsync(service, key, spec, material);
    }

    [Theory]
    [MemberData(nameof(AllSpecs))]
    public async Task Every_other_wrapping_is_refused(string spec)
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service, spec);
        foreach (var algorithm in Algorithms)
        {
            foreach (var wrapping in WrappingKeySpecs.Where(wrapping => !IsAllowed(spec, algorithm, wrapping)))
            {
                (await service.KmsAsync("root", "GetParametersForImport", new { KeyId = key, WrappingAlgorithm = algorithm, WrappingKeySpec = wrapping })).Refused(
                    "ValidationException", $"Wrapping algorithm {algorithm} and wrapping key spec {wrapping} cannot be used to import a {spec} key.");
            }
        }
        var allowed = from algorithm in Algorithms from wrapping in WrappingKeySpecs where IsAllowed(spec, algorithm, wrapping) select new Wrapping(algorithm, wrapping);
        Assert.Equal(allowed.OrderBy(cell => cell.ToString(), StringComparer.Ordinal), KeySpec.Find(spec)!.Wrappings.OrderBy(cell => cell.ToString(), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("RSA_2048", 294)]
    [InlineData("RSA_3072", 422)]
    [InlineData("RSA_4096", 550)]
    [InlineData("SM2", 91)]
    public async Task A_wrapping_key_is_of_the_key_spec_that_was_asked_for(string wrappingKeySpec, int size)
    {
        await using var service = await TestService.StartAsync();
        const string spec = "ECC_NIST_P256";
        var algorithm = wrappingKeySpec == "SM2" ? "SM2PKE" : "RSA_AES_KEY_WRAP_SHA_256";
        var (key, _) = await CreateAsync(service, spec);
        var parameters = await ParametersAsync(service, key, TestService.Region, algorithm, wrappingKeySpec);
        Assert.Equal(size, parameters.Blob("PublicKey").Length);
        (await ImportAsync(service, parameters, key, Importable.MaterialOf(spec), algorithm: algorithm)).Succeeded();
        await Importable.WorksAsync(service, key, spec, Importable.MaterialOf(spec));
    }

    [Theory]
    [InlineData("ML_DSA_44")]
    [InlineData("ML_DSA_65")]
    [InlineData("ML_DSA_87")]
    public async Task Material_of_ML_DSA_cannot_be_imported(string spec)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "CreateKey", new { Origin = "EXTERNAL", KeySpec = spec, KeyUsage = "SIGN_VERIFY" }))
            .Refused("ValidationException", $"KeySpec {spec} is not supported for Origin EXTERNAL");
    }

    /// <summary>Wrapping keys come from the queue in which all slow key pairs are made, so they are bounded as those are.</summary>
    [Fact]
    public async Task When_too_many_key_pairs_are_being_made_a_wrapping_key_is_refused()
    {
        await using var service = await TestService.StartAsync();
        var (key, _) = await CreateAsync(service);
        var slow = new GatedKeys();
        Task Make(int _) => service.Engine.KeyPairs.TryGenerateAsync(slow, TestContext.Current.CancellationToken).AsTask();
        // First something for every worker, so that none of them takes from the queue once it is full.
        var workers = Math.Max(1, Environment.ProcessorCount - 1);
        var waiting = Enumerable.Range(0, workers).Select(Make).ToList();
        while (slow.Begun < workers) await Task.Yield();
        waiting.AddRange(Enumerable.Range(0, KeyPairGenerator.QueueLength).Select(Make));
        var busy = await service.KmsAsync("root", "GetParametersForImport", new { KeyId = key, WrappingAlgorithm = Oaep, WrappingKeySpec = "RSA_2048" });
        Assert.Equal((500, "KMSInternalException"), (busy.Status, busy.Code));
        slow.Open();
        await Task.WhenAll(waiting);
        (await ImportAsync(service, key, Importable.MaterialOf(Symmetric))).Succeeded();
    }

    private static async Task RefusedAsync(TestService service, TestAnswer parameters, string key, byte[] wrapped) =>
        (await ImportAsync(service, parameters, key, [], new { EncryptedKeyMaterial = wrapped })).Refused("InvalidCiphertextException", null);

    // The developer guide's "Select a wrapping algorithm"; that Ed25519 is not taken under RSA_2048 is what AWS KMS answers.
    private static bool IsAllowed(string spec, string algorithm, string wrapping)
    {
        var isPair = Importable.UsageOf(spec) == "SIGN_VERIFY";
        if (wrapping == "SM2") return algorithm == "SM2PKE" && isPair;
        var isRsa = spec.StartsWith("RSA_", StringComparison.Ordinal);
        return algorithm switch
        {
            "RSAES_OAEP_SHA_1" or "RSAES_OAEP_SHA_256" => !isRsa && !(wrapping == "RSA_2048" && spec is ("ECC_NIST_P521" or "ECC_NIST_EDWARDS25519")),
            "RSA_AES_KEY_WRAP_SHA_1" or "RSA_AES_KEY_WRAP_SHA_256" => isRsa || spec.StartsWith("ECC_", StringComparison.Ordinal),
            _ => false,
        };
    }
}
