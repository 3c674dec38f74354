using System.Security.Cryptography;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Encryption;

/// <summary>Decrypts under one key and encrypts under another without showing the plaintext; two permissions, one for each key.</summary>
internal static class ReEncrypt
{
    private const string From = "kms:ReEncryptFrom";
    private const string To = "kms:ReEncryptTo";

    public static readonly Shape<ReEncryptRequest> Shape = new(
        Kms.Blob<ReEncryptRequest>("CiphertextBlob", r => r.CiphertextBlob, Kms.CiphertextType),
        Kms.Context<ReEncryptRequest>("SourceEncryptionContext", r => r.SourceEncryptionContext),
        Kms.Text<ReEncryptRequest>("SourceKeyId", r => r.SourceKeyId, Kms.KeyIdType),
        Kms.Text<ReEncryptRequest>("DestinationKeyId", r => r.DestinationKeyId, Kms.KeyIdType, isRequired: true),
        Kms.Context<ReEncryptRequest>("DestinationEncryptionContext", r => r.DestinationEncryptionContext),
        Kms.Text<ReEncryptRequest>("SourceEncryptionAlgorithm", r => r.SourceEncryptionAlgorithm, Kms.EncryptionAlgorithmSpec),
        Kms.Text<ReEncryptRequest>("DestinationEncryptionAlgorithm", r => r.DestinationEncryptionAlgorithm, Kms.EncryptionAlgorithmSpec),
        Kms.GrantTokens<ReEncryptRequest>(r => r.GrantTokens),
        Kms.Flag<ReEncryptRequest>("DryRun", r => r.DryRun),
        Kms.List<ReEncryptRequest>("DryRunModifiers", r => r.DryRunModifiers, Kms.DryRunModifierList));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, ReEncryptRequest request)
    {
        var ignoresCiphertext = DryRunModifier.IgnoresCiphertext(request.DryRun, request.DryRunModifiers);
        if (request.CiphertextBlob is null && !(ignoresCiphertext && request.SourceKeyId is not null))
            return Refusals.Validation("CiphertextBlob is required unless DryRun is set with the modifier IGNORE_CIPHERTEXT and a SourceKeyId.");
        var sourceAlgorithm = request.SourceEncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        var destinationAlgorithm = request.DestinationEncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        if (request.SourceKeyId is null && sourceAlgorithm != KeyAlgorithm.SymmetricDefault) return Refusals.Validation("SourceKeyId must not be null");
        return await (request.SourceKeyId is null
                ? KeyResolution.ByCiphertext(exchange, request.CiphertextBlob!, From, request.SourceEncryptionContext, sourceAlgorithm)
                : KeyResolution.ByKeyId(exchange, request.SourceKeyId, From, request.SourceEncryptionContext, sourceAlgorithm))
            ?? await KeyResolution.ByKeyId(
                exchange, request.DestinationKeyId!, To, request.DestinationEncryptionContext, destinationAlgorithm);
    }

    /// <summary>kms:ReEncryptOnSameKey compares the keys that the request resolves to, however it names them.</summary>
    public static bool Condition(Exchange exchange, ReEncryptRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsReEncryptOnSameKey;
        values = asked ? new ConditionValues(exchange.Targets[0].Key!.Arn == exchange.Targets[1].Key!.Arn ? "true" : "false") : default;
        return asked;
    }

    public static async ValueTask<Outcome<ReEncryptResponse>> PerformAsync(Exchange exchange, ReEncryptRequest request)
    {
        var source = exchange.Targets[0].Key!;
        var destination = exchange.Targets[1].Key!;
        var sourceAlgorithm = request.SourceEncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        var destinationAlgorithm = request.DestinationEncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        var ignoresCiphertext = DryRunModifier.IgnoresCiphertext(request.DryRun, request.DryRunModifiers);
        if (CiphertextOpening.Check(source, sourceAlgorithm, ignoresCiphertext ? null : request.CiphertextBlob, request.SourceEncryptionContext) is { } unfitSource)
            return unfitSource;
        if (PlaintextSealing.Check(destination, destinationAlgorithm, request.DestinationEncryptionContext) is { } unfit) return unfit;
        if (ignoresCiphertext) return Refusals.DryRun();
        var opened = await CiphertextOpening.OpenAsync(exchange, source, sourceAlgorithm, request.CiphertextBlob!, request.SourceEncryptionContext);
        if (opened.Refusal is { } refusal) return refusal;
        var plaintext = opened.Value!.Plaintext;
        try
        {
            var sealing = await PlaintextSealing.SealAsync(exchange, destination, destinationAlgorithm, request.DestinationEncryptionContext, plaintext);
            if (sealing.Refusal is { } unsealed) return unsealed;
            return new ReEncryptResponse
            {
                CiphertextBlob = sealing.Value!.Ciphertext,
                SourceKeyId = source.ArnText,
                KeyId = destination.ArnText,
                SourceEncryptionAlgorithm = sourceAlgorithm,
                DestinationEncryptionAlgorithm = destinationAlgorithm,
                SourceKeyMaterialId = opened.Value.MaterialId?.ToString(),
                DestinationKeyMaterialId = sealing.Value.MaterialId?.ToString(),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}

internal sealed record ReEncryptRequest
{
    public byte[]? CiphertextBlob { get; set; }

    public Dictionary<string, string>? SourceEncryptionContext { get; set; }

    public string? SourceKeyId { get; set; }

    public string? DestinationKeyId { get; set; }

    public Dictionary<string, string>? DestinationEncryptionContext { get; set; }

    public string? SourceEncryptionAlgorithm { get; set; }

    public string? DestinationEncryptionAlgorithm { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }

    public IReadOnlyList<string?>? DryRunModifiers { get; set; }
}

internal sealed record ReEncryptResponse
{
    public required byte[] CiphertextBlob { get; init; }

    public required string SourceKeyId { get; init; }

    public required string KeyId { get; init; }

    public required string SourceEncryptionAlgorithm { get; init; }

    public required string DestinationEncryptionAlgorithm { get; init; }

    /// <summary>Null for a key pair.</summary>
    public string? SourceKeyMaterialId { get; init; }

    /// <summary>Null for a key pair.</summary>
    public string? DestinationKeyMaterialId { get; init; }
}
