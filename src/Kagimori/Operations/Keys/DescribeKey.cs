using Kagimori.Wire;

namespace Kagimori.Operations.Keys;

/// <summary>Answers a key's metadata.</summary>
internal static class DescribeKey
{
    public static readonly Shape<DescribeKeyRequest> Shape = new(
        Kms.Text<DescribeKeyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.GrantTokens<DescribeKeyRequest>(r => r.GrantTokens));

    public static Outcome<DescribeKeyResponse> Perform(Exchange exchange, DescribeKeyRequest request) =>
        new DescribeKeyResponse { KeyMetadata = KeyMetadata.Of(exchange.Key.Record) };
}

internal sealed record DescribeKeyRequest
{
    public string? KeyId { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }
}

internal sealed record DescribeKeyResponse
{
    public required KeyMetadata KeyMetadata { get; init; }
}
