using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Keys;

/// <summary>Answers a key's metadata. It is also how an AWS managed key comes to be: by being described by its alias.</summary>
internal static class DescribeKey
{
    public static readonly Shape<DescribeKeyRequest> Shape = new(
        Kms.Text<DescribeKeyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.GrantTokens<DescribeKeyRequest>(r => r.GrantTokens));

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, DescribeKeyRequest request) =>
        KeyReference.TryParse(request.KeyId!, out var reference) && reference.Alias is { IsReserved: true }
            ? AwsManagedKeyCreation.ResolveAsync(exchange, request.KeyId!, reference) : KeyResolution.ByKeyId(exchange, request.KeyId!);

    public static Outcome<DescribeKeyResponse> Perform(Exchange exchange, DescribeKeyRequest request) =>
        new DescribeKeyResponse { KeyMetadata = KeyMetadata.Of(exchange.Key.Record, exchange.Key.KeyStore) };
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
