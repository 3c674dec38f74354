using Kagimori.Operations.Encryption;
using Kagimori.Operations.Recipients;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.KeyAgreement;

/// <summary>Derives the raw shared secret of the key and another side's public key.</summary>
internal static class DeriveSharedSecret
{
    public static readonly Shape<DeriveSharedSecretRequest> Shape = new(
        Kms.Text<DeriveSharedSecretRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<DeriveSharedSecretRequest>(
            "KeyAgreementAlgorithm", r => r.KeyAgreementAlgorithm, KmsAlgorithms.KeyAgreementAlgorithmSpec, isRequired: true),
        Kms.Blob<DeriveSharedSecretRequest>("PublicKey", r => r.PublicKey, KmsAlgorithms.PublicKeyType, isRequired: true),
        Kms.GrantTokens<DeriveSharedSecretRequest>(r => r.GrantTokens),
        Kms.Flag<DeriveSharedSecretRequest>("DryRun", r => r.DryRun),
        new RecipientInfo.Member<DeriveSharedSecretRequest>(r => r.Recipient));

    public static bool Condition(Exchange exchange, DeriveSharedSecretRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsKeyAgreementAlgorithm && request.KeyAgreementAlgorithm is not null;
        values = asked ? new ConditionValues(request.KeyAgreementAlgorithm!) : default;
        return asked;
    }

    public static Outcome<DeriveSharedSecretResponse> Perform(Exchange exchange, DeriveSharedSecretRequest request)
    {
        var key = exchange.Key;
        if (KeyAlgorithm.Check(key, request.KeyAgreementAlgorithm!) is { } incompatible) return incompatible;
        using var lease = key.RentKeyPair();
        if (lease.Pair.Agree(request.PublicKey) is not { } secret) return Refusals.InvalidPublicKey();
        var answer = SecretAnswer.Of(exchange, secret);
        return new DeriveSharedSecretResponse
        {
            KeyId = key.ArnText,
            SharedSecret = answer.Plaintext,
            CiphertextForRecipient = answer.ForRecipient,
            KeyAgreementAlgorithm = request.KeyAgreementAlgorithm!,
            KeyOrigin = key.Record.Origin,
        };
    }
}

internal sealed record DeriveSharedSecretRequest
{
    public string? KeyId { get; set; }

    public string? KeyAgreementAlgorithm { get; set; }

    public byte[]? PublicKey { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }

    public RecipientInfo? Recipient { get; set; }
}

internal sealed record DeriveSharedSecretResponse
{
    public required string KeyId { get; init; }

    /// <summary>Null when the answer is for a recipient.</summary>
    public required byte[]? SharedSecret { get; init; }

    public byte[]? CiphertextForRecipient { get; init; }

    public required string KeyAgreementAlgorithm { get; init; }

    public required string KeyOrigin { get; init; }
}
