using Kagimori.Audit;
using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Cryptography.Attestation;
using Kagimori.CustomKeyStores.CloudHsm;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Federation;
using Kagimori.Forwarding;
using Kagimori.XksProxy;

namespace Kagimori;

/// <summary>How to open a data folder.</summary>
public sealed record DataFolderSettings(string Path)
{
    public AuditMode AuditMode { get; init; } = AuditMode.Async;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public RandomSource Random { get; init; } = RandomSource.Secure;

    /// <summary>What stands for the CloudHSM clusters that key stores can be connected to.</summary>
    public CloudHsmClusters CloudHsmClusters { get; init; } = CloudHsmClusters.None;

    /// <summary>Who may forward context of requests.</summary>
    public TrustedCallers TrustedCallers { get; init; } = TrustedCallers.None;

    /// <summary>How long a new grant counts only for requests that show its token; zero for not at all.</summary>
    public TimeSpan GrantPropagation { get; init; }

    /// <summary>How external key store proxies are reached.</summary>
    public XksTransportSettings XksTransport { get; init; } = new();

    /// <summary>How OpenID Connect providers are reached.</summary>
    public OidcTransportSettings OidcTransport { get; init; } = new();

    /// <summary>What this service is an external key store proxy for; null when it is none.</summary>
    public XksProxyConfiguration? XksProxy { get; init; }

    /// <summary>How far a request's timestamp may be from now.</summary>
    public TimeSpan ClockWindow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What denials say beside AWS's message.</summary>
    public DenialDetail DenialDetail { get; init; }

    /// <summary>Whose attestation documents are believed.</summary>
    public AttestationVerifier Attestation { get; init; } = AttestationVerifier.Nitro;
}
