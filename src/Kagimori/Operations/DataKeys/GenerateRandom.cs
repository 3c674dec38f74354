using Kagimori.Operations.Recipients;
using Kagimori.Wire;

namespace Kagimori.Operations.DataKeys;

/// <summary>Answers random bytes.</summary>
internal static class GenerateRandom
{
    public static readonly Shape<GenerateRandomRequest> Shape = new(
        Kms.Number<GenerateRandomRequest>("NumberOfBytes", r => r.NumberOfBytes, Kms.NumberOfBytesType),
        Kms.Text<GenerateRandomRequest>("CustomKeyStoreId", r => r.CustomKeyStoreId, Kms.CustomKeyStoreIdType),
        new RecipientInfo.Member<GenerateRandomRequest>(r => r.Recipient));

    public static Outcome<GenerateRandomResponse> Perform(Exchange exchange, GenerateRandomRequest request)
    {
        if (request.NumberOfBytes is not { } count) return Refusals.Validation("NumberOfBytes is required.");
        if (request.CustomKeyStoreId is not null) return Refusals.Unsupported("Custom key stores are not supported by this version.");
        var bytes = new byte[count];
        exchange.Engine.Random.Fill(bytes);
        var answer = SecretAnswer.Of(exchange, bytes);
        return new GenerateRandomResponse { Plaintext = answer.Plaintext, CiphertextForRecipient = answer.ForRecipient };
    }
}

internal sealed record GenerateRandomRequest
{
    public int? NumberOfBytes { get; set; }

    public string? CustomKeyStoreId { get; set; }

    public RecipientInfo? Recipient { get; set; }
}

internal sealed record GenerateRandomResponse
{
    /// <summary>Null when the answer is for a recipient.</summary>
    public required byte[]? Plaintext { get; init; }

    public byte[]? CiphertextForRecipient { get; init; }
}
