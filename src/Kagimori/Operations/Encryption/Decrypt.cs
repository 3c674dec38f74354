using Kagimori.Operations.Recipients;
using Kagimori.Wire;

namespace Kagimori.Operations.Encryption;

/// <summary>Decrypts a ciphertext blob. The key comes from the blob unless the request names one, which must then be the blob's.</summary>
internal static class Decrypt
{
    public static readonly Shape<DecryptRequest> Shape = new(
        Kms.Blob<DecryptRequest>("CiphertextBlob", r => r.CiphertextBlob, Kms.CiphertextType),
        Kms.Context<DecryptRequest>("EncryptionContext", r => r.EncryptionContext),
        Kms.GrantTokens<DecryptRequest>(r => r.GrantTokens),
        Kms.Text<DecryptRequest>("KeyId", r => r.KeyId, Kms.KeyIdType),
        Kms.Text<DecryptRequest>("EncryptionAlgorithm", r => r.EncryptionAlgorithm, Kms.EncryptionAlgorithmSpec),
        Kms.Flag<DecryptRequest>("DryRun", r => r.DryRun),
        Kms.List<DecryptRequest>("DryRunModifiers", r => r.DryRunModifiers, Kms.DryRunModifierList),
        new RecipientInfo.Member<DecryptRequest>(r => r.Recipient));

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, DecryptRequest request)
    {
        var ignoresCiphertext = DryRunModifier.IgnoresCiphertext(request.DryRun, request.DryRunModifiers);
        if (request.CiphertextBlob is null && !(ignoresCiphertext && request.KeyId is not null))
            return new(Refusals.Validation("CiphertextBlob is required unless DryRun is set with the modifier IGNORE_CIPHERTEXT and a KeyId."));
        var algorithm = request.EncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        if (request.KeyId is null && algorithm != KeyAlgorithm.SymmetricDefault) return new(Refusals.Validation("KeyId must not be null"));
        return request.KeyId is null
            ? KeyResolution.ByCiphertext(exchange, request.CiphertextBlob!, exchange.Operation!.Action, request.EncryptionContext, algorithm)
            : KeyResolution.ByKeyId(exchange, request.KeyId, null, request.EncryptionContext, algorithm);
    }

    public static async ValueTask<Outcome<DecryptResponse>> PerformAsync(Exchange exchange, DecryptRequest request)
    {
        var key = exchange.Key;
        var algorithm = request.EncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        var ignoresCiphertext = DryRunModifier.IgnoresCiphertext(request.DryRun, request.DryRunModifiers);
        if (CiphertextOpening.Check(key, algorithm, ignoresCiphertext ? null : request.CiphertextBlob, request.EncryptionContext) is { } unfit) return unfit;
        if (ignoresCiphertext) return Refusals.DryRun();
        var opened = await CiphertextOpening.OpenAsync(exchange, key, algorithm, request.CiphertextBlob!, request.EncryptionContext);
        if (opened.Refusal is { } refusal) return refusal;
        var answer = SecretAnswer.Of(exchange, opened.Value!.Plaintext);
        return new DecryptResponse
        {
            KeyId = key.ArnText,
            Plaintext = answer.Plaintext,
            EncryptionAlgorithm = algorithm,
            CiphertextForRecipient = answer.ForRecipient,
            KeyMaterialId = answer.ForRecipient is null ? opened.Value.MaterialId?.ToString() : null,
        };
    }
}

internal sealed record DecryptRequest
{
    public byte[]? CiphertextBlob { get; set; }

    public Dictionary<string, string>? EncryptionContext { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public string? KeyId { get; set; }

    public string? EncryptionAlgorithm { get; set; }

    public bool? DryRun { get; set; }

    public IReadOnlyList<string?>? DryRunModifiers { get; set; }

    public RecipientInfo? Recipient { get; set; }
}

internal sealed record DecryptResponse
{
    public required string KeyId { get; init; }

    /// <summary>Null when the answer is for a recipient.</summary>
    public required byte[]? Plaintext { get; init; }

    public required string EncryptionAlgorithm { get; init; }

    public byte[]? CiphertextForRecipient { get; init; }

    /// <summary>Null for a key pair, and when the answer is for a recipient.</summary>
    public string? KeyMaterialId { get; init; }
}
