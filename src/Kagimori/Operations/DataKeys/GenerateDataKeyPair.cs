using Kagimori.Cryptography;
using Kagimori.Keys;
using Kagimori.Operations.Recipients;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.DataKeys;

/// <summary>Makes a key pair for use outside; its private key is answered encrypted under the KMS key, and in the clear unless that is not wanted.</summary>
internal static class GenerateDataKeyPair
{
    private static readonly Member<GenerateDataKeyPairRequest>[] Members =
    [
        Kms.Context<GenerateDataKeyPairRequest>("EncryptionContext", r => r.EncryptionContext),
        Kms.Text<GenerateDataKeyPairRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<GenerateDataKeyPairRequest>("KeyPairSpec", r => r.KeyPairSpec, KmsAlgorithms.DataKeyPairSpec, isRequired: true),
        Kms.GrantTokens<GenerateDataKeyPairRequest>(r => r.GrantTokens),
        Kms.Flag<GenerateDataKeyPairRequest>("DryRun", r => r.DryRun),
    ];

    public static readonly Shape<GenerateDataKeyPairRequest> Shape =
        new([.. Members, new RecipientInfo.Member<GenerateDataKeyPairRequest>(r => r.Recipient)]);

    /// <summary>Of GenerateDataKeyPairWithoutPlaintext, whose answer has nothing to hide from anybody.</summary>
    public static readonly Shape<GenerateDataKeyPairRequest> ShapeWithoutPlaintext = new(Members);

    public static bool Condition(Exchange exchange, GenerateDataKeyPairRequest request, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsDataKeyPairSpec && request.KeyPairSpec is not null;
        values = asked ? new ConditionValues(request.KeyPairSpec!) : default;
        return asked;
    }

    public static async ValueTask<Outcome<GenerateDataKeyPairResponse>> PerformAsync(Exchange exchange, GenerateDataKeyPairRequest request, bool withPlaintext)
    {
        var key = exchange.Key;
        if (key.Record.CustomKeyStoreId is not null) return Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
        if (!key.Spec.IsSymmetricEncryption) return Refusals.DataKeyOfAsymmetricKey("a data key pair");
        if (KeySpec.Find(request.KeyPairSpec!) is not { KeyPairs: { } pairs }) return Refusals.Unsupported($"KeyPairSpec {request.KeyPairSpec} is not supported by this version.");
        if (!EncryptionContext.TryCreate(request.EncryptionContext, out var context)) return Refusals.MalformedEncryptionContext();
        if (request.DryRun == true) return Refusals.DryRun();
        using var privateKey = await exchange.Engine.KeyPairs.TryGenerateAsync(pairs, exchange.Http.RequestAborted);
        if (privateKey is null) return Refusals.KeyPairsBusy();
        var backingKey = key.CurrentBackingKey;
        using var revealed = privateKey.Reveal();
        var answer = withPlaintext ? SecretAnswer.Of(exchange, revealed.Bytes.ToArray()) : default;
        return new GenerateDataKeyPairResponse
        {
            PrivateKeyCiphertextBlob = SymmetricCipher.Encrypt(
                backingKey.Material, backingKey.Id, context, revealed.Bytes, exchange.Engine.Random, CiphertextOrigin.GenerateDataKey),
            PrivateKeyPlaintext = answer.Plaintext,
            CiphertextForRecipient = answer.ForRecipient,
            PublicKey = pairs.PublicKeyOf(privateKey),
            KeyId = key.ArnText,
            KeyPairSpec = request.KeyPairSpec!,
            KeyMaterialId = backingKey.IdText,
        };
    }
}

internal sealed record GenerateDataKeyPairRequest
{
    public Dictionary<string, string>? EncryptionContext { get; set; }

    public string? KeyId { get; set; }

    public string? KeyPairSpec { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }

    public RecipientInfo? Recipient { get; set; }
}

internal sealed record GenerateDataKeyPairResponse
{
    public required byte[] PrivateKeyCiphertextBlob { get; init; }

    /// <summary>Absent from the answer of GenerateDataKeyPairWithoutPlaintext and from an answer for a recipient.</summary>
    public byte[]? PrivateKeyPlaintext { get; init; }

    public byte[]? CiphertextForRecipient { get; init; }

    public required byte[] PublicKey { get; init; }

    public required string KeyId { get; init; }

    public required string KeyPairSpec { get; init; }

    public required string KeyMaterialId { get; init; }
}
