namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What a KMS tells its external key store proxy about the request that made it call: for the proxy's log, nothing to be trusted further.</summary>
internal sealed record XksRequestMetadata
{
    /// <summary>The caller of the KMS; absent where the KMS asks on its own account.</summary>
    public string? AwsPrincipalArn { get; init; }

    public string? AwsSourceVpc { get; init; }

    public string? AwsSourceVpce { get; init; }

    /// <summary>The KMS key; absent before it exists.</summary>
    public string? KmsKeyArn { get; init; }

    public string? KmsOperation { get; init; }

    public string? KmsRequestId { get; init; }

    public string? KmsViaService { get; init; }
}
