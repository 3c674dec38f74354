namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What each failure of a proxy is to the caller of this service: the text is the same everywhere, the error depends on the operation.</summary>
/// <remarks>AWS's texts. What the proxy itself says about a failure is not passed on.</remarks>
internal static class XksFailures
{
    private const string KeyStoreState = "CustomKeyStoreInvalidStateException";
    private const string KeyState = "KMSInvalidStateException";
    private const string Unreachable = "XksProxyUriUnreachableException";
    private const string BadResponse = "XksProxyInvalidResponseException";
    private const string BadConfiguration = "XksProxyInvalidConfigurationException";

    /// <summary>For cryptographic operations: one error, whatever it is.</summary>
    public static Refusal OfUse(XksFailure failure) => new(KeyState, RowOf(failure).Text);

    /// <summary>For CreateKey.</summary>
    public static Refusal OfCreateKey(XksFailure failure) => new(RowOf(failure).CreateKey, RowOf(failure).Text);

    /// <summary>For CreateKey, when the external key is there and is not what it must be.</summary>
    public static Refusal UnfitKey(string message) => new("XksKeyInvalidConfigurationException", message);

    /// <summary>For CreateCustomKeyStore and UpdateCustomKeyStore.</summary>
    public static Refusal OfKeyStore(XksFailure failure) => new(RowOf(failure).KeyStore, RowOf(failure).Text);

    /// <summary>The ConnectionErrorCode of a key store whose connection failed so.</summary>
    public static string ConnectionErrorCode(XksFailure failure) => RowOf(failure).ConnectionError;

    /// <summary>By the errorName of a proxy's answer; anything else is no answer of the API.</summary>
    public static XksFailure OfErrorName(string name) => name switch
    {
        "InvalidStateException" => XksFailure.KeyNotEnabled,
        "InvalidCiphertextException" => XksFailure.InvalidCiphertext,
        "InvalidKeyUsageException" => XksFailure.InvalidKeyUsage,
        "AuthenticationFailedException" => XksFailure.AuthenticationFailed,
        "AccessDeniedException" => XksFailure.AccessDenied,
        "KeyNotFoundException" => XksFailure.KeyNotFound,
        "InvalidUriPathException" => XksFailure.InvalidUriPath,
        "UnsupportedOperationException" => XksFailure.UnsupportedOperation,
        "DependencyTimeoutException" => XksFailure.DependencyTimeout,
        "ThrottlingException" => XksFailure.Throttled,
        "InternalException" => XksFailure.Internal,
        // ValidationException, too: what was sent was right, so the answer is not.
        _ => XksFailure.InvalidResponse,
    };

    private static Row RowOf(XksFailure failure) => failure switch
    {
        XksFailure.KeyNotEnabled => new(BadConfiguration, "XksKeyInvalidConfigurationException", "XKS_PROXY_INVALID_CONFIGURATION",
            "The external key store proxy rejected the request because the external key is not enabled in the external key manager."),
        XksFailure.InvalidCiphertext => new(BadResponse, KeyStoreState, "XKS_PROXY_INVALID_RESPONSE",
            "The external key store proxy rejected the request because the specified ciphertext or additional authenticated data is corrupted, missing, or otherwise invalid."),
        XksFailure.InvalidKeyUsage => new(BadResponse, "XksKeyInvalidConfigurationException", "XKS_PROXY_INVALID_RESPONSE",
            "The external key store proxy rejected the request because the external key does not support the requested operation."),
        XksFailure.AuthenticationFailed => new("XksProxyIncorrectAuthenticationCredentialException", KeyStoreState, "INVALID_CREDENTIALS",
            "The external key store proxy rejected the request because it could not authenticate AWS KMS. Verify the credentials for your external key store and update if necessary."),
        XksFailure.AccessDenied => new(BadConfiguration, KeyStoreState, "XKS_PROXY_ACCESS_DENIED",
            "The external key store proxy denied access to the operation. Verify that the user and the external key are both authorized for this operation, and try the request again."),
        XksFailure.KeyNotFound => new(BadResponse, "XksKeyNotFoundException", "XKS_PROXY_INVALID_RESPONSE",
            "The external key store proxy rejected the request because it could not find the external key."),
        XksFailure.InvalidUriPath => new(BadConfiguration, KeyStoreState, "XKS_PROXY_INVALID_CONFIGURATION",
            "The external key store proxy rejected the request because of an invalid URI path. Verify the URI path for your external key store and update if necessary."),
        XksFailure.UnsupportedOperation => new(BadResponse, "UnsupportedOperationException", "XKS_PROXY_INVALID_RESPONSE",
            "The external key store proxy rejected the request because it does not support the requested cryptographic operation."),
        XksFailure.DependencyTimeout => new(Unreachable, KeyStoreState, "XKS_PROXY_TIMED_OUT",
            "The external key store proxy did not respond to the request in the time allotted. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator."),
        XksFailure.Throttled => new(Unreachable, KeyStoreState, "XKS_PROXY_NOT_REACHABLE",
            "The external key store proxy rejected the request due to a very high request rate. Reduce the frequency of your calls using KMS keys in this external key store."),
        XksFailure.Internal => new(BadResponse, KeyStoreState, "XKS_PROXY_INVALID_RESPONSE",
            "The external key store proxy rejected the request because it cannot communicate with the external key manager. Verify that the external key store proxy configuration is correct and that the external key manager is available."),
        XksFailure.NotReachable => new(Unreachable, KeyStoreState, "XKS_PROXY_NOT_REACHABLE",
            "AWS KMS cannot communicate with the external key store proxy. This might be a transient network issue. If you see this error repeatedly, verify that your external key store proxy is active and is connected to the network, and that its endpoint URI is correct in your external key store."),
        XksFailure.Tls => new(BadConfiguration, KeyStoreState, "XKS_PROXY_INVALID_TLS_CONFIGURATION",
            "AWS KMS cannot establish a TLS connection to the external key store proxy. Verify the TLS configuration, including its certificate."),
        XksFailure.TimedOut => new(Unreachable, KeyStoreState, "XKS_PROXY_TIMED_OUT",
            "AWS KMS rejected the request because the external key store proxy did not respond in time. Retry the request. If you see this error repeatedly, report it to your external key store proxy administrator."),
        XksFailure.AllUnavailable => new(Unreachable, KeyStoreState, "XKS_PROXY_NOT_REACHABLE",
            "The external key store proxy is in an unhealthy state. If you see this message repeatedly, notify your external key store proxy administrator."),
        XksFailure.InvalidInnerCiphertext => new(BadResponse, KeyStoreState, "XKS_PROXY_INVALID_RESPONSE",
            "The ciphertext that the external key store proxy submitted for decryption, or the encryption context, is corrupted, missing, or otherwise invalid."),
        XksFailure.InvalidResponse => new(BadResponse, KeyStoreState, "XKS_PROXY_INVALID_RESPONSE",
            "AWS KMS cannot interpret the response from the external key store proxy. If you see this error repeatedly, report it to your external key store proxy administrator."),
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };

    /// <param name="KeyStore">The error of CreateCustomKeyStore and UpdateCustomKeyStore.</param>
    /// <param name="CreateKey">The error of CreateKey.</param>
    private sealed record Row(string KeyStore, string CreateKey, string ConnectionError, string Text);
}
