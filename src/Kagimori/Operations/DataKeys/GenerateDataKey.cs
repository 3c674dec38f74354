using Kagimori.Cryptography;
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

    public static Outcome<GenerateDataKeyResponse> Perform(Exchange exchange, GenerateDataKeyRequest request)
    {
        if (!exchange.Key.Spec.IsSymmetricEncryption) return Refusals.DataKeyOfAsymmetricKey("a data key");
        var length = DataKeyLength.Of(request.KeySpec, request.NumberOfBytes);
        if (length == 0) return DataKeyLength.Refusal;
        if (!EncryptionContext.TryCreate(request.EncryptionContext, out var context)) return Refusals.MalformedEncryptionContext();
        var key = exchange.Key;
        var backingKey = key.CurrentBackingKey;
        var plaintext = new byte[length];
        var blob = SymmetricCipher.GenerateDataKey(backingKey.Material, backingKey.Id, context, plaintext, exchange.Engine.Random);
        var answer = SecretAnswer.Of(exchange, plaintext);
        return new GenerateDataKeyResponse
        {
            CiphertextBlob = blob,
            Plaintext = answer.Plaintext,
            CiphertextForRecipient = answer.ForRecipient,
            KeyId = key.ArnText,
            KeyMaterialId = backingKey.IdText,
        };
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

    public required string KeyMaterialId { get; init; }
}
