using Kagimori.Wire;

namespace Kagimori.Operations.Encryption;

/// <summary>Encrypts at most 4,096 bytes under a KMS key.</summary>
internal static class Encrypt
{
    public static readonly Shape<EncryptRequest> Shape = new(
        Kms.Text<EncryptRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Blob<EncryptRequest>("Plaintext", r => r.Plaintext, Kms.PlaintextType, isRequired: true),
        Kms.Context<EncryptRequest>("EncryptionContext", r => r.EncryptionContext),
        Kms.GrantTokens<EncryptRequest>(r => r.GrantTokens),
        Kms.Text<EncryptRequest>("EncryptionAlgorithm", r => r.EncryptionAlgorithm, Kms.EncryptionAlgorithmSpec),
        Kms.Flag<EncryptRequest>("DryRun", r => r.DryRun));

    public static async ValueTask<Outcome<EncryptResponse>> PerformAsync(Exchange exchange, EncryptRequest request)
    {
        var key = exchange.Key;
        var algorithm = request.EncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault;
        if (PlaintextSealing.Check(key, algorithm, request.EncryptionContext) is { } unfit) return unfit;
        var sealing = await PlaintextSealing.SealAsync(exchange, key, algorithm, request.EncryptionContext, request.Plaintext);
        if (sealing.Refusal is { } refusal) return refusal;
        return new EncryptResponse
        {
            CiphertextBlob = sealing.Value!.Ciphertext,
            KeyId = key.ArnText,
            EncryptionAlgorithm = algorithm,
        };
    }
}

internal sealed record EncryptRequest
{
    public string? KeyId { get; set; }

    public byte[]? Plaintext { get; set; }

    public Dictionary<string, string>? EncryptionContext { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public string? EncryptionAlgorithm { get; set; }

    public bool? DryRun { get; set; }
}

internal sealed record EncryptResponse
{
    public required byte[] CiphertextBlob { get; init; }

    public required string KeyId { get; init; }

    public required string EncryptionAlgorithm { get; init; }
}
