using Kagimori.Cryptography;
using Kagimori.CustomKeyStores;
using Kagimori.Operations.Encryption;
using Kagimori.Operations.Recipients;
using Kagimori.Wire;

namespace Kagimori.Operations.DataKeys;

/// <summary>Makes a data key and answers it both in the clear and encrypted under the KMS key.</summary>
internal static class GenerateDataKey
{
    private static readonly Member<GenerateDataKeyRequest>[] Members =
    [
        Kms.Text<GenerateDataKeyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Context<GenerateDataKeyRequest>("EncryptionContext", r => r.EncryptionContext),
        Kms.Number<GenerateDataKeyRequest>("NumberOfBytes", r => r.NumberOfBytes, Kms.NumberOfBytesType),
        Kms.Text<GenerateDataKeyRequest>("KeySpec", r => r.KeySpec, Kms.DataKeySpec),
        Kms.GrantTokens<GenerateDataKeyRequest>(r => r.GrantTokens),
        Kms.Flag<GenerateDataKeyRequest>("DryRun", r => r.DryRun),
    ];

    public static readonly Shape<GenerateDataKeyRequest> Shape = new([.. Members, new RecipientInfo.Member<GenerateDataKeyRequest>(r => r.Recipient)]);

    /// <summary>Of GenerateDataKeyWithoutPlaintext, whose answer has nothing to hide from anybody.</summary>
    public static readonly Shape<GenerateDataKeyRequest> ShapeWithoutPlaintext = new(Members);

    /// <summary>Completes at once but for a key in a custom key store, where the key store encrypts.</summary>
    public static ValueTask<Outcome<GenerateDataKeyResponse>> PerformAsync(Exchange exchange, GenerateDataKeyRequest request) =>
        exchange.Key.KeyStore is { } keyStore ? PerformInKeyStoreAsync(exchange, request, keyStore) : new(Perform(exchange, request));

    private static Outcome<GenerateDataKeyResponse> Perform(Exchange exchange, GenerateDataKeyRequest request)
    {
        if (Check(exchange, request, out var length) is { } unfit) return unfit;
        if (!EncryptionContext.TryCreate(request.EncryptionContext, out var context)) return Refusals.MalformedEncryptionContext();
        var key = exchange.Key;
        var backingKey = key.CurrentBackingKey;
        var plaintext = new byte[length];
        var blob = SymmetricCipher.GenerateDataKey(backingKey.Material, backingKey.Id, context, plaintext, exchange.Engine.Random);
        return Answer(exchange, blob, plaintext, backingKey.IdText);
    }

    private static async ValueTask<Outcome<GenerateDataKeyResponse>> PerformInKeyStoreAsync(
        Exchange exchange, GenerateDataKeyRequest request, CustomKeyStoreRecord keyStore)
    {
        if (Check(exchange, request, out var length) is { } unfit) return unfit;
        var key = exchange.Key;
        var plaintext = new byte[length];
        exchange.Engine.Random.Fill(plaintext);
        var sealing = await PlaintextSealing.SealInKeyStoreAsync(
            exchange, key, keyStore, CiphertextOrigin.GenerateDataKey, request.EncryptionContext, plaintext);
        if (sealing.Refusal is { } refusal) return refusal;
        return Answer(exchange, sealing.Value!.Ciphertext, plaintext, key.CurrentMaterialId.ToString());
    }

    private static GenerateDataKeyResponse Answer(Exchange exchange, byte[] ciphertext, byte[] plaintext, string materialId)
    {
        var answer = SecretAnswer.Of(exchange, plaintext);
        return new GenerateDataKeyResponse
        {
            CiphertextBlob = ciphertext,
            Plaintext = answer.Plaintext,
            CiphertextForRecipient = answer.ForRecipient,
            KeyId = exchange.Key.ArnText,
            KeyMaterialId = answer.ForRecipient is null ? materialId : null,
        };
    }

    private static Refusal? Check(Exchange exchange, GenerateDataKeyRequest request, out int length)
    {
        length = DataKeyLength.Of(request.KeySpec, request.NumberOfBytes);
        if (!exchange.Key.Spec.IsSymmetricEncryption) return Refusals.DataKeyOfAsymmetricKey("a data key");
        return length == 0 ? DataKeyLength.Refusal : null;
    }
}

internal sealed record GenerateDataKeyRequest
{
    public string? KeyId { get; set; }

    public Dictionary<string, string>? EncryptionContext { get; set; }

    public int? NumberOfBytes { get; set; }

    public string? KeySpec { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }

    public RecipientInfo? Recipient { get; set; }
}

internal sealed record GenerateDataKeyResponse
{
    public required byte[] CiphertextBlob { get; init; }

    /// <summary>The data key; absent from the answer of GenerateDataKeyWithoutPlaintext and from an answer for a recipient.</summary>
    public byte[]? Plaintext { get; init; }

    public byte[]? CiphertextForRecipient { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Null when the answer is for a recipient.</summary>
    public string? KeyMaterialId { get; init; }
}
