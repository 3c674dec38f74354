using System.Security.Cryptography;
using Kagimori.Cryptography;
using Kagimori.Operations.Encryption;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Macs;

/// <summary>Verifies the HMAC of a message. One that does not verify is refused, also when the run is dry.</summary>
internal static class VerifyMac
{
    public static readonly Shape<VerifyMacRequest> Shape = new(
        Kms.Blob<VerifyMacRequest>("Message", r => r.Message, Kms.PlaintextType, isRequired: true),
        Kms.Text<VerifyMacRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<VerifyMacRequest>("MacAlgorithm", r => r.MacAlgorithm, KmsAlgorithms.MacAlgorithmSpec, isRequired: true),
        Kms.Blob<VerifyMacRequest>("Mac", r => r.Mac, Kms.CiphertextType, isRequired: true),
        Kms.GrantTokens<VerifyMacRequest>(r => r.GrantTokens),
        Kms.Flag<VerifyMacRequest>("DryRun", r => r.DryRun));

    public static bool Condition(Exchange exchange, VerifyMacRequest request, ConditionKey key, out ConditionValues values) =>
        MacCondition.Of(request.MacAlgorithm, key, out values);

    public static Outcome<VerifyMacResponse> Perform(Exchange exchange, VerifyMacRequest request)
    {
        var key = exchange.Key;
        if (KeyAlgorithm.Check(key, request.MacAlgorithm!) is { } incompatible) return incompatible;
        var mac = MessageAuthentication.Compute(key.CurrentBackingKey.Material, request.MacAlgorithm!, request.Message);
        if (!CryptographicOperations.FixedTimeEquals(mac, request.Mac)) return Refusals.InvalidMac();
        return new VerifyMacResponse { KeyId = key.ArnText, MacValid = true, MacAlgorithm = request.MacAlgorithm! };
    }
}

internal sealed record VerifyMacRequest
{
    public byte[]? Message { get; set; }

    public string? KeyId { get; set; }

    public string? MacAlgorithm { get; set; }

    public byte[]? Mac { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public bool? DryRun { get; set; }
}

internal sealed record VerifyMacResponse
{
    public required string KeyId { get; init; }

    public required bool MacValid { get; init; }

    public required string MacAlgorithm { get; init; }
}
