namespace Kagimori.Wire;

/// <summary>The shapes of the KMS service model that requests on custom key stores use.</summary>
public static class KmsKeyStores
{
    public static readonly TextType CustomKeyStoreNameType = new("CustomKeyStoreNameType", 1, 256);
    public static readonly TextType CloudHsmClusterIdType = new("CloudHsmClusterIdType", 19, 24, "cluster-[2-7a-zA-Z]{11,16}");
    public static readonly TextType TrustAnchorCertificateType = new("TrustAnchorCertificateType", 1, 5000);
    public static readonly TextType KeyStorePasswordType = new("KeyStorePasswordType", 7, 32, IsSensitive: true);
    public static readonly TextType CustomKeyStoreType = new("CustomKeyStoreType", Values: ["AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"]);
    public static readonly TextType XksProxyUriEndpointType = new("XksProxyUriEndpointType", 10, 128, "^https://[a-zA-Z0-9.-]+$");
    public static readonly TextType XksProxyUriPathType =
        new("XksProxyUriPathType", 10, 128, @"^(/[a-zA-Z0-9\/_-]+/kms/xks/v\d{1,2})$|^(/kms/xks/v\d{1,2})$");

    public static readonly TextType XksProxyVpcEndpointServiceNameType =
        new("XksProxyVpcEndpointServiceNameType", 20, 64, @"^(com|eu)\.amazonaws\.vpce\.([a-z]+-){2,3}\d+\.vpce-svc-[0-9a-z]+$");

    public static readonly TextType AccountIdType = new("AccountIdType", 12, 12, "[0-9]{12}");
    public static readonly TextType XksProxyConnectivityType = new("XksProxyConnectivityType", Values: ["PUBLIC_ENDPOINT", "VPC_ENDPOINT_SERVICE"]);
    public static readonly TextType XksProxyAuthenticationAccessKeyIdType =
        new("XksProxyAuthenticationAccessKeyIdType", 20, 30, "^[A-Z2-7]+$", IsSensitive: true);

    public static readonly TextType XksProxyAuthenticationRawSecretAccessKeyType =
        new("XksProxyAuthenticationRawSecretAccessKeyType", 43, 64, @"^[a-zA-Z0-9\/+=]+$", IsSensitive: true);
}
