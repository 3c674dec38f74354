namespace Kagimori.CustomKeyStores;

/// <summary>How an external key store reaches its proxy.</summary>
public sealed record XksProxyRecord
{
    public const string PublicEndpoint = "PUBLIC_ENDPOINT";
    public const string VpcEndpointService = "VPC_ENDPOINT_SERVICE";

    public required string Connectivity { get; init; }

    /// <summary>For example <c>https://xks.example.com</c>.</summary>
    public required string UriEndpoint { get; init; }

    /// <summary>For example <c>/kms/xks/v1</c>.</summary>
    public required string UriPath { get; init; }

    /// <summary>Set exactly when the connectivity is VPC_ENDPOINT_SERVICE.</summary>
    public string? VpcEndpointServiceName { get; init; }

    /// <summary>As <see cref="VpcEndpointServiceName"/>.</summary>
    public string? VpcEndpointServiceOwner { get; init; }

    public required string AccessKeyId { get; init; }

    /// <summary>The secret access key, wrapped under the root key with <see cref="KeyStoreSecrets"/> as owner.</summary>
    public required byte[] WrappedSecretAccessKey { get; init; }
}
