using Kagimori.Operations.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Signatures;

/// <summary>Answers the public key of a key pair, which is stored in the clear.</summary>
internal static class GetPublicKey
{
    public static readonly Shape<GetPublicKeyRequest> Shape = new(
        Kms.Text<GetPublicKeyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.GrantTokens<GetPublicKeyRequest>(r => r.GrantTokens));

    public static Outcome<GetPublicKeyResponse> Perform(Exchange exchange, GetPublicKeyRequest request)
    {
        var key = exchange.Key;
        if (key.Spec.KeyPairs is null) return Refusals.Unsupported();
        var metadata = KeyMetadata.Of(key.Record);
        return new GetPublicKeyResponse
        {
            KeyId = key.ArnText,
            PublicKey = key.PublicKey,
            CustomerMasterKeySpec = metadata.KeySpec,
            KeySpec = metadata.KeySpec,
            KeyUsage = metadata.KeyUsage,
            EncryptionAlgorithms = metadata.EncryptionAlgorithms,
            SigningAlgorithms = metadata.SigningAlgorithms,
            KeyAgreementAlgorithms = metadata.KeyAgreementAlgorithms,
        };
    }
}

internal sealed record GetPublicKeyRequest
{
    public string? KeyId { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }
}

internal sealed record GetPublicKeyResponse
{
    public required string KeyId { get; init; }

    public required byte[] PublicKey { get; init; }

    public required string CustomerMasterKeySpec { get; init; }

    public required string KeySpec { get; init; }

    public required string KeyUsage { get; init; }

    public IReadOnlyList<string>? EncryptionAlgorithms { get; init; }

    public IReadOnlyList<string>? SigningAlgorithms { get; init; }

    public IReadOnlyList<string>? KeyAgreementAlgorithms { get; init; }
}
