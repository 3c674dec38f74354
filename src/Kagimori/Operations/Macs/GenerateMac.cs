using Kagimori.Cryptography;
using Kagimori.Operations.Encryption;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Macs;

/// <summary>Makes the HMAC of a message.</summary>
internal static class GenerateMac
{
    public static readonly Shape<GenerateMacRequest> Shape = new(
        Kms.Blob<GenerateMacRequest>("Message", r => r.Message, Kms.PlaintextType, isRequired: true),
        Kms.Text<GenerateMacRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<GenerateMacRequest>("MacAlgorithm", r => r.MacAlgorithm, KmsAlgorithms.MacAlgorithmSpec, isRequired: true),
        Kms.GrantTokens<GenerateMacRequest>(r => r.GrantTokens),
        Kms.Flag<GenerateMacRequest>("DryRun", r => r.DryRun));

    public static bool Condition(Exchange exchange, GenerateMacRequest request, ConditionKey key, out ConditionValues values) =>
        MacCondition.Of(request.MacAlgorithm, key, out values);

    public static Outcome<GenerateMacResponse> Perform(Exchange exchange, GenerateMacRequest request)
    {
        var key = exchange.Key;
        if (KeyAlgorithm.Check(key, request.MacAlgorithm!) is { } incompatible) return incompatible;
        return new GenerateMacResponse
        {
            Mac = MessageAuthentication.Compute(key.CurrentBackingKey.Material, request.MacAlgorithm!, request.Message),
            MacAlgorithm = request.MacAlgorithm!,
            KeyId = key.ArnText,
        };
    }
}

internal sealed record GenerateMacRequest
{
    public byte[]? Message { get; set; }

    public string? KeyId { get; set; }

    public string? MacAlgorithm { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }
}

internal sealed record GenerateMacResponse
{
    public required byte[] Mac { get; init; }

    public required string MacAlgorithm { get; init; }

    public required string KeyId { get; init; }
}
