using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Signatures;

/// <summary>Verifies a signature. One that does not verify is refused, also when the run is dry: there is no answer "false".</summary>
internal static class Verify
{
    public static readonly Shape<VerifyRequest> Shape = new(
        Kms.Text<VerifyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Blob<VerifyRequest>("Message", r => r.Message, Kms.PlaintextType, isRequired: true),
        Kms.Text<VerifyRequest>("MessageType", r => r.MessageType, KmsAlgorithms.MessageType),
        Kms.Blob<VerifyRequest>("Signature", r => r.Signature, Kms.CiphertextType, isRequired: true),
        Kms.Text<VerifyRequest>("SigningAlgorithm", r => r.SigningAlgorithm, KmsAlgorithms.SigningAlgorithmSpec, isRequired: true),
        Kms.GrantTokens<VerifyRequest>(r => r.GrantTokens),
        Kms.Flag<VerifyRequest>("DryRun", r => r.DryRun));

    public static bool Condition(Exchange exchange, VerifyRequest request, ConditionKey key, out ConditionValues values) =>
        SigningMessage.Condition(request.SigningAlgorithm, request.MessageType, key, out values);

    public static Outcome<VerifyResponse> Perform(Exchange exchange, VerifyRequest request)
    {
        var key = exchange.Key;
        var message = SigningMessage.Read(key, request.SigningAlgorithm!, request.MessageType, request.Message!);
        if (message.Refusal is { } refusal) return refusal;
        using var lease = key.RentKeyPair();
        if (!lease.Pair.Verify(message.Value!.Algorithm, message.Value.Type, request.Message, request.Signature)) return Refusals.InvalidSignature();
        return new VerifyResponse { KeyId = key.ArnText, SignatureValid = true, SigningAlgorithm = request.SigningAlgorithm! };
    }
}

internal sealed record VerifyRequest
{
    public string? KeyId { get; set; }

    public byte[]? Message { get; set; }

    public string? MessageType { get; set; }

    public byte[]? Signature { get; set; }

    public string? SigningAlgorithm { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }
}

internal sealed record VerifyResponse
{
    public required string KeyId { get; init; }

    public required bool SignatureValid { get; init; }

    public required string SigningAlgorithm { get; init; }
}
