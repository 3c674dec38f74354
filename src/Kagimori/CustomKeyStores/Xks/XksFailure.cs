namespace Kagimori.CustomKeyStores.Xks;

/// <summary>Every way in which a call of an external key store proxy fails.</summary>
internal enum XksFailure
{
    None,

    // ---- What the proxy says ----
    KeyNotEnabled,
    InvalidCiphertext,
    InvalidKeyUsage,
    AuthenticationFailed,
    AccessDenied,
    KeyNotFound,
    InvalidUriPath,
    UnsupportedOperation,
    DependencyTimeout,
    Throttled,

    /// <summary>The proxy says that it or the key manager behind it has failed.</summary>
    Internal,

    // ---- What becomes of the call ----
    /// <summary>No connection.</summary>
    NotReachable,
    Tls,
    TimedOut,

    /// <summary>An answer that is none of the API, too large, or not consistent in itself.</summary>
    InvalidResponse,

    /// <summary>The proxy opened a ciphertext, and what came out is not what had been put in.</summary>
    InvalidInnerCiphertext,

    /// <summary>Every key manager behind the proxy is unavailable.</summary>
    AllUnavailable,
}
