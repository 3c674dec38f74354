using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Signatures;

/// <summary>Signs a message or its digest with the private key of a key pair.</summary>
internal static class Sign
{
    public static readonly Shape<SignRequest> Shape = new(
        Kms.Text<SignRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Blob<SignRequest>("Message", r => r.Message, Kms.PlaintextType, isRequired: true),
        Kms.Text<SignRequest>("MessageType", r => r.MessageType, KmsAlgorithms.MessageType),
        Kms.GrantTokens<SignRequest>(r => r.GrantTokens),
        Kms.Text<SignRequest>("SigningAlgorithm", r => r.SigningAlgorithm, KmsAlgorithms.SigningAlgorithmSpec, isRequired: true),
        Kms.Flag<SignRequest>("DryRun", r => r.DryRun));

    public static bool Condition(Exchange exchange, SignRequest request, ConditionKey key, out ConditionValues values) =>
        SigningMessage.Condition(request.SigningAlgorithm, request.MessageType, key, out values);

    public static Outcome<SignResponse> Perform(Exchange exchange, SignRequest request)
    {
        var key = exchange.Key;
        var message = SigningMessage.Read(key, request.SigningAlgorithm!, request.MessageType, request.Message!);
        if (message.Refusal is { } refusal) return refusal;
        using var lease = key.RentKeyPair();
        return new SignResponse
        {
            KeyId = key.ArnText,
            Signature = lease.Pair.Sign(message.Value!.Algorithm, message.Value.Type, request.Message),
            SigningAlgorithm = request.SigningAlgorithm!,
        };
    }
}

internal sealed record SignRequest
{
    public string? KeyId { get; set; }

    public byte[]? Message { get; set; }

    public string? MessageType { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public string? SigningAlgorithm { get; set; }

    public bool? DryRun { get; set; }
}

internal sealed record SignResponse
{
    public required string KeyId { get; init; }

    public required byte[] Signature { get; init; }

    public required string SigningAlgorithm { get; init; }
}
