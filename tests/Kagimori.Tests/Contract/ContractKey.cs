using System.Text.Json.Nodes;
using Kagimori.Tests.Operations.Imports;
using Kagimori.Tests.Operations.KeyPairs;

namespace Kagimori.Tests.Contract;

/// <summary>A KMS key that is brought through the key states by the API alone, and what it has left behind: ciphertexts, grants, aliases, an import token.</summary>
internal sealed class ContractKey(TestService service, ContractHelper helper, string spec, string usage, string origin, bool isMultiRegion, string? keyStoreId = null)
{
    public const string Home = TestService.Region;
    public const string Other = "us-west-2";
    private const int Steps = 6;
    private static readonly string NoGrant = new('0', 64);

    private readonly Dictionary<string, (string Token, string Material)> _imports = [];
    private readonly Dictionary<string, Queue<string>> _grants = new() { [Home] = new(), [Other] = new() };
    private readonly Dictionary<string, Queue<string>> _aliases = new() { [Home] = new(), [Other] = new() };
    private int _names;

    /// <summary>The key at the other end of a ReEncrypt.</summary>
    public ContractHelper Helper { get; } = helper;

    public string Spec { get; } = spec;

    public string Usage { get; } = usage;

    public string Origin { get; } = origin;

    public bool IsImported => Origin == "EXTERNAL";

    public bool IsMultiRegion { get; } = isMultiRegion;

    /// <summary>PRIMARY or REPLICA, in the Region that is looked at; null for a single-Region key.</summary>
    public string? Role { get; private set; } = isMultiRegion ? "PRIMARY" : null;

    /// <summary>The Region that is looked at.</summary>
    public string Region { get; private set; } = Home;

    public string Id { get; private set; } = "";

    public string Arn => $"arn:aws:kms:{Region}:{TestService.Account}:key/{Id}";

    public bool IsSymmetricEncryption => Spec == "SYMMETRIC_DEFAULT";

    public bool IsKeyPair => !IsSymmetricEncryption && Usage != "GENERATE_VERIFY_MAC";

    public bool HasGrant => _grants[Region].Count > 0;

    /// <summary>The id of a grant that can be ended, or of none.</summary>
    public string Grant => _grants[Region].TryPeek(out var grant) ? grant : NoGrant;

    /// <summary>An alias of the key.</summary>
    public string Alias => _aliases[Region].TryPeek(out var alias) ? alias : "alias/none";

    /// <summary>A name that is no alias yet.</summary>
    public string NewAlias => $"alias/{Id}/{_names}";

    /// <summary>What the key computed when it could: the ciphertext, signature or MAC of "message", or a public key to agree with.</summary>
    public byte[] Proof { get; private set; } = new byte[100];

    public void LookAt(string region, string role) => (Region, Role) = (region, role);

    public async Task CreateAsync()
    {
        var created = await CallAsync("CreateKey", new()
        {
            ["KeySpec"] = Spec, ["KeyUsage"] = Usage, ["MultiRegion"] = IsMultiRegion, [nameof(Origin)] = Origin, ["CustomKeyStoreId"] = keyStoreId,
        });
        Id = created.Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        if (IsImported) await GetImportParametersAsync();
    }

    /// <summary>Makes what later states do not let be made.</summary>
    /// <param name="grants">Two for each state that comes: one to retire, one to revoke.</param>
    public async Task PrepareAsync(int grants)
    {
        await BringToAsync("Enabled");
        if (Region == Home) Proof = await ProveAsync();
        Note("CreateAlias", await CallAsync("CreateAlias", ContractRequests.CreateAlias(this)));
        for (var i = 0; i < grants; i++) Note("CreateGrant", await CallAsync("CreateGrant", ContractRequests.CreateGrant(this, isUnfit: false)));
    }

    public async Task<string> StateAsync() => (await CallAsync("DescribeKey", new() { ["KeyId"] = Arn })).Json["KeyMetadata"]!["KeyState"]!.GetValue<string>();

    /// <summary>Brings the key from any lasting state to another.</summary>
    public async Task BringToAsync(string state)
    {
        for (var i = 0; i < Steps; i++)
        {
            var current = await StateAsync();
            if (current == state) return;
            switch (current, state)
            {
                case ("PendingDeletion" or "PendingReplicaDeletion", _): await OnKeyAsync("CancelKeyDeletion"); break;
                case (_, "PendingDeletion" or "PendingReplicaDeletion"): await OnKeyAsync("ScheduleKeyDeletion"); break;
                case ("PendingImport", _): await ImportAsync(); break;
                case (_, "PendingImport"): await OnKeyAsync("DeleteImportedKeyMaterial"); break;
                case ("Disabled", _): await OnKeyAsync("EnableKey"); break;
                default: await OnKeyAsync("DisableKey"); break;
            }
        }
        throw new InvalidOperationException($"{this} does not come to the state {state}.");
    }

    /// <summary>Makes the replica the primary; both are then Updating.</summary>
    public Task ChangePrimaryAsync() => CallAsync("UpdatePrimaryRegion", new() { ["KeyId"] = Arn, ["PrimaryRegion"] = Other });

    private Task<TestAnswer> OnKeyAsync(string operation) => CallAsync(operation, new() { ["KeyId"] = Arn });

    public Task<TestAnswer> SendAsync(string operation, JsonObject request) => service.KmsAsync("root", operation, request.ToJsonString(), Region);

    /// <summary>The token and the wrapped material to import with; nonsense for a key that takes none.</summary>
    public (string Token, string Material) ImportParameters => _imports.GetValueOrDefault(Region, (Convert.ToBase64String(new byte[100]), Convert.ToBase64String(new byte[100])));

    /// <summary>Takes note of what a successful call made or used up.</summary>
    public void Note(string operation, TestAnswer answer)
    {
        switch (operation)
        {
            case "CreateGrant": _grants[Region].Enqueue(answer["GrantId"]); break;
            case "RetireGrant" or "RevokeGrant": _grants[Region].Dequeue(); break;
            case "DeleteAlias": _aliases[Region].Dequeue(); break;
            case "CreateAlias":
                _aliases[Region].Enqueue(NewAlias);
                _names++;
                break;
        }
    }

    public override string ToString() => $"{Origin} {Spec} {Usage} {Role ?? "single-Region"}";

    private async Task ImportAsync()
    {
        if (!_imports.ContainsKey(Region)) await GetImportParametersAsync();
        await CallAsync("ImportKeyMaterial", ContractRequests.Import(this));
    }

    private async Task GetImportParametersAsync()
    {
        var parameters = await CallAsync("GetParametersForImport", ContractRequests.ParametersForImport(this));
        var wrapped = OtherImplementation.Wrap(parameters.Blob("PublicKey"), ContractRequests.WrappingOf(this).Algorithm, Importable.MaterialOf(Spec));
        _imports[Region] = (parameters["ImportToken"], Convert.ToBase64String(wrapped));
    }

    private async Task<byte[]> ProveAsync() => Usage switch
    {
        "ENCRYPT_DECRYPT" => (await CallAsync("Encrypt", ContractRequests.Encrypt(this, isUnfit: false))).Blob("CiphertextBlob"),
        "SIGN_VERIFY" => (await CallAsync("Sign", ContractRequests.Sign(this, isUnfit: false))).Blob("Signature"),
        "GENERATE_VERIFY_MAC" => (await CallAsync("GenerateMac", ContractRequests.Mac(this, isUnfit: false))).Blob("Mac"),
        _ => (await CallAsync("GetPublicKey", new() { ["KeyId"] = Arn })).Blob("PublicKey"),
    };

    private async Task<TestAnswer> CallAsync(string operation, JsonObject request)
    {
        var answer = await SendAsync(operation, request);
        return answer.Status == 200 ? answer : throw new InvalidOperationException($"{operation} on {this} in {Region}: {answer.Text}");
    }
}
