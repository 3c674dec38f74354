using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Operations.CustomKeyStores;
using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Keys;

/// <summary>Creates a KMS key. Identity policies alone decide; the new key's own policy says nothing about its creation.</summary>
internal static class CreateKey
{
    public static readonly Shape<CreateKeyRequest> Shape = new(
        Kms.Text<CreateKeyRequest>("Policy", r => r.Policy, Kms.PolicyType),
        Kms.Text<CreateKeyRequest>("Description", r => r.Description, Kms.DescriptionType),
        Kms.Text<CreateKeyRequest>("KeyUsage", r => r.KeyUsage, Kms.KeyUsageType),
        Kms.Text<CreateKeyRequest>("CustomerMasterKeySpec", r => r.CustomerMasterKeySpec, Kms.CustomerMasterKeySpec),
        Kms.Text<CreateKeyRequest>("KeySpec", r => r.KeySpec, Kms.KeySpec),
        Kms.Text<CreateKeyRequest>("Origin", r => r.Origin, Kms.OriginType),
        Kms.Text<CreateKeyRequest>("CustomKeyStoreId", r => r.CustomKeyStoreId, Kms.CustomKeyStoreIdType),
        Kms.Flag<CreateKeyRequest>("BypassPolicyLockoutSafetyCheck", r => r.BypassPolicyLockoutSafetyCheck),
        Kms.Tags<CreateKeyRequest>("Tags", r => r.Tags),
        Kms.Flag<CreateKeyRequest>("MultiRegion", r => r.MultiRegion),
        Kms.Text<CreateKeyRequest>("XksKeyId", r => r.XksKeyId, Kms.XksKeyIdType));

    public static ValueTask<Refusal?> Resolve(Exchange exchange, CreateKeyRequest request)
    {
        var arn = new KeyArn(exchange.Caller.Account, exchange.Region, NewKeyId.Create(request.MultiRegion == true, exchange.Engine.Random));
        exchange.AddTarget(new AccessTarget { Action = "kms:CreateKey", Resource = "*", NewKey = arn });
        if (request.Tags is { Count: > 0 }) exchange.AddTarget(TaggedTarget(arn.ToString(), exchange.Caller.Account));
        return default;
    }

    /// <summary>The tagging of a key that is being made: policies may name all keys of an account, but cannot name this one yet.</summary>
    internal static AccessTarget TaggedTarget(string arn, AccountId account, string? region = null) => new()
    {
        Action = "kms:TagResource",
        Resource = arn,
        ResourceAccount = account.ToString(),
        Region = region,
        IsOfNewKey = true,
    };

    /// <summary>The key that is to be: what its condition keys are before it exists.</summary>
    public static bool Condition(Exchange exchange, CreateKeyRequest request, ConditionKey key, out ConditionValues values)
    {
        if (RequestTags.TryGet(request.Tags, key, out values)) return true;
        var value = key.Known switch
        {
            WellKnownKey.KmsBypassPolicyLockoutSafetyCheck => ConditionText.Of(request.BypassPolicyLockoutSafetyCheck),
            WellKnownKey.KmsKeySpec or WellKnownKey.KmsCustomerMasterKeySpec => request.EffectiveSpec,
            WellKnownKey.KmsKeyUsage or WellKnownKey.KmsCustomerMasterKeyUsage => request.KeyUsage ?? KeyUsage.EncryptDecrypt,
            WellKnownKey.KmsKeyOrigin => request.EffectiveOrigin,
            WellKnownKey.KmsMultiRegion => ConditionText.Of(request.MultiRegion == true),
            WellKnownKey.KmsMultiRegionKeyType => request.MultiRegion == true ? "PRIMARY" : null,
            WellKnownKey.AwsResourceTag => RequestTags.Find(request.Tags, key.Suffix),
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<CreateKeyResponse>> PerformAsync(Exchange exchange, CreateKeyRequest request)
    {
        if (CheckKind(request) is { } unfit) return unfit;
        if (KeyTags.Apply([], request.Tags, out var tags) is { } badTags) return badTags;

        var arn = exchange.Targets[0].NewKey!.Value;
        var policyText = request.Policy ?? DefaultKeyPolicy.Create(exchange.Caller.Account.ToString());
        var record = new KeyRecord
        {
            Account = arn.Account.ToString(),
            Region = arn.Region.ToString(),
            Id = arn.Id.ToString(),
            Description = request.Description ?? "",
            Spec = request.EffectiveSpec,
            Usage = request.KeyUsage ?? KeyUsage.EncryptDecrypt,
            Origin = request.EffectiveOrigin,
            State = request.EffectiveOrigin == KeyOrigin.External ? KeyState.PendingImport : KeyState.Enabled,
            CreatedAt = exchange.Now,
            MultiRegion = request.MultiRegion == true ? new MultiRegionRecord(arn.Region.ToString(), []) : null,
            Policy = policyText,
            Tags = tags,
            Materials = [],
        };
        // The default policy is what AWS itself writes: it is not put through the lockout check.
        var policy = await KeyPolicyValidation.ValidateAsync(
            exchange, policyText, NewKeyTarget(record), request.BypassPolicyLockoutSafetyCheck == true || request.Policy is null);
        if (policy.Refusal is { } refusal) return refusal;

        record = record with { Policy = policy.Value! };
        if (request.CustomKeyStoreId is not null) return await KeyInKeyStore.AddAsync(exchange, record, request);
        var isExternal = record.Origin == KeyOrigin.External;
        using var material = isExternal ? null : await NewKeyMaterial.TryCreateAsync(exchange.Engine, KeySpec.Find(record.Spec)!, exchange.Http.RequestAborted);
        if (material is null && !isExternal) return Refusals.KeyPairsBusy();
        record = KeyCreation.Add(exchange.Changes, record, material is null ? [] : [material], exchange.Engine);
        return new CreateKeyResponse { KeyMetadata = KeyMetadata.Of(record) };
    }

    // Spec, usage and origin must fit together, and be within what this version supports.
    private static Refusal? CheckKind(CreateKeyRequest request)
    {
        if (request.KeySpec is not null && request.CustomerMasterKeySpec is not null)
            return Refusals.Validation("You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.");
        if (KeySpec.Find(request.EffectiveSpec) is not { } spec)
            return Refusals.Unsupported($"KeySpec {request.EffectiveSpec} is not supported by this version.");
        if (request.KeyUsage is null && !spec.IsSymmetricEncryption) return Refusals.UsageRequired();
        if (request.KeyUsage is { } usage && !spec.Usages.Contains(usage)) return Refusals.IncompatibleUsage(usage, spec.Name);
        var isExternal = request.EffectiveOrigin == KeyOrigin.External;
        if (isExternal && spec.Wrappings.Count == 0) return Refusals.SpecOfOrigin(spec.Name, KeyOrigin.External);
        return KeyInKeyStore.Check(request, spec);
    }

    internal static AccessTarget NewKeyTarget(KeyRecord record) => new()
    {
        Action = "kms:PutKeyPolicy",
        Resource = record.Arn().ToString(),
        ResourceAccount = record.Account,
    };
}

internal sealed record CreateKeyRequest
{
    public string? Policy { get; set; }

    public string? Description { get; set; }

    public string? KeyUsage { get; set; }

    public string? CustomerMasterKeySpec { get; set; }

    public string? KeySpec { get; set; }

    public string? Origin { get; set; }

    public string? CustomKeyStoreId { get; set; }

    public bool? BypassPolicyLockoutSafetyCheck { get; set; }

    public IReadOnlyList<Tag?>? Tags { get; set; }

    public bool? MultiRegion { get; set; }

    public string? XksKeyId { get; set; }

    internal string EffectiveSpec => KeySpec ?? CustomerMasterKeySpec ?? Kagimori.Keys.KeySpec.SymmetricDefault.Name;

    internal string EffectiveOrigin => Origin ?? "AWS_KMS";
}

internal sealed record CreateKeyResponse
{
    public required KeyMetadata KeyMetadata { get; init; }
}
