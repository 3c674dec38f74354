using Kagimori.CustomKeyStores.Xks;

namespace Kagimori.Tests.CustomKeyStores;

public sealed class XksFailuresTests
{
    private static readonly string[] ConnectionErrors =
    [
        "INVALID_CREDENTIALS", "XKS_PROXY_ACCESS_DENIED", "XKS_PROXY_NOT_REACHABLE", "XKS_PROXY_INVALID_RESPONSE", "XKS_PROXY_INVALID_CONFIGURATION",
        "XKS_PROXY_TIMED_OUT", "XKS_PROXY_INVALID_TLS_CONFIGURATION",
    ];

    // The errors that the service model gives to CreateCustomKeyStore and CreateKey.
    private static readonly string[] KeyStoreErrors =
    [
        "XksProxyUriUnreachableException", "XksProxyIncorrectAuthenticationCredentialException", "XksProxyInvalidResponseException", "XksProxyInvalidConfigurationException",
    ];

    private static readonly string[] CreateKeyErrors =
        ["CustomKeyStoreInvalidStateException", "XksKeyInvalidConfigurationException", "XksKeyNotFoundException", "UnsupportedOperationException"];

    [Fact]
    public void Every_failure_has_an_error_for_each_kind_of_operation()
    {
        foreach (var failure in Enum.GetValues<XksFailure>().Where(failure => failure != XksFailure.None))
        {
            Assert.Equal("KMSInvalidStateException", XksFailures.OfUse(failure).Code);
            Assert.Contains(XksFailures.OfKeyStore(failure).Code, KeyStoreErrors);
            Assert.Contains(XksFailures.OfCreateKey(failure).Code, CreateKeyErrors);
            Assert.Contains(XksFailures.ConnectionErrorCode(failure), ConnectionErrors);
            Assert.Equal(XksFailures.OfUse(failure).Message, XksFailures.OfKeyStore(failure).Message);
        }
    }

    [Theory]
    [InlineData("AuthenticationFailed", "XksProxyIncorrectAuthenticationCredentialException", "CustomKeyStoreInvalidStateException", "INVALID_CREDENTIALS")]
    [InlineData("TimedOut", "XksProxyUriUnreachableException", "CustomKeyStoreInvalidStateException", "XKS_PROXY_TIMED_OUT")]
    [InlineData("NotReachable", "XksProxyUriUnreachableException", "CustomKeyStoreInvalidStateException", "XKS_PROXY_NOT_REACHABLE")]
    [InlineData("Tls", "XksProxyInvalidConfigurationException", "CustomKeyStoreInvalidStateException", "XKS_PROXY_INVALID_TLS_CONFIGURATION")]
    [InlineData("KeyNotFound", "XksProxyInvalidResponseException", "XksKeyNotFoundException", "XKS_PROXY_INVALID_RESPONSE")]
    [InlineData("AccessDenied", "XksProxyInvalidConfigurationException", "CustomKeyStoreInvalidStateException", "XKS_PROXY_ACCESS_DENIED")]
    public void The_errors_are_AWSs(string name, string keyStore, string createKey, string connection)
    {
        var failure = Enum.Parse<XksFailure>(name);
        Assert.Equal((keyStore, createKey, connection),
            (XksFailures.OfKeyStore(failure).Code, XksFailures.OfCreateKey(failure).Code, XksFailures.ConnectionErrorCode(failure)));
    }
}
