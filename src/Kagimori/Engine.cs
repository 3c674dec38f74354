using Kagimori.Audit;
using Kagimori.Authentication;
using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Cryptography.Attestation;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.CustomKeyStores;
using Kagimori.CustomKeyStores.CloudHsm;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Federation;
using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Organizations;
using Kagimori.Storage;
using Kagimori.Wire;
using Kagimori.XksProxy;

namespace Kagimori;

/// <summary>The parts that every request shares, made once when the service starts.</summary>
public sealed class Engine
{
    private LastUses? _lastUses;
    private readonly SignatureRequirements _kms = SignatureRequirements.Kms;
    private readonly SignatureRequirements _iam = SignatureRequirements.Iam;
    private readonly SignatureRequirements _sts = SignatureRequirements.Sts;
    private readonly SignatureRequirements _organizations = SignatureRequirements.Organizations;
    private readonly SignatureRequirements _xksProxy = SignatureRequirements.XksProxy;
    private WebIdentityTokens? _webIdentityTokens;
    private KeyPairGenerator? _keyPairs;
    private KeyStoreConnections? _keyStores;

    public required SqliteStore Store { get; init; }

    public required RootKey RootKey { get; init; }

    public required KeySnapshots Keys { get; init; }

    public required Callers Callers { get; init; }

    public required OrganizationSnapshots Organizations { get; init; }

    public required SessionTokens SessionTokens { get; init; }

    public required AuditTrail Audit { get; init; }

    public required RandomSource Random { get; init; }

    public required TimeProvider Time { get; init; }

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

    public LastUses LastUses => LazyInitializer.EnsureInitialized(ref _lastUses, () => new LastUses(Store));

    /// <summary>Verifies the attestation documents of requests that want an answer for an enclave.</summary>
    public AttestationVerifier Attestation { get; init; } = AttestationVerifier.Nitro;

    /// <summary>Wrong codes of MFA devices in a row.</summary>
    public MfaAttempts MfaAttempts { get; } = new();

    internal WebIdentityTokens WebIdentityTokens =>
        LazyInitializer.EnsureInitialized(ref _webIdentityTokens, () => new WebIdentityTokens(Store, new OidcKeys(new OidcTransport(OidcTransport), Time)));

    public GrantTokens GrantTokens => field ??= new GrantTokens(RootKey.DeriveKey("grant tokens"), Random);

    public ImportTokens ImportTokens => field ??= new ImportTokens(RootKey.DeriveKey("import tokens"), Random);

    public AuthorizationMessages AuthorizationMessages => field ??= new AuthorizationMessages(RootKey.DeriveKey("authorization messages"), Random);

    /// <summary>What denials say beside AWS's message.</summary>
    public DenialDetail DenialDetail { get; init; }

    /// <summary>What stands for the CloudHSM clusters that key stores can be connected to.</summary>
    public CloudHsmClusters CloudHsmClusters { get; init; } = CloudHsmClusters.None;

    /// <summary>
    /// The clock that signatures are held against: clients sign by the real time, also when a test moves <see cref="Time"/>.
    /// </summary>
    public TimeProvider SignatureTime { get; init; } = TimeProvider.System;

    /// <summary>How far a request's timestamp may be from now.</summary>
    public TimeSpan ClockWindow
    {
        init
        {
            _kms = SignatureRequirements.Kms with { ClockWindow = value };
            _iam = SignatureRequirements.Iam with { ClockWindow = value };
            _sts = SignatureRequirements.Sts with { ClockWindow = value };
            _organizations = SignatureRequirements.Organizations with { ClockWindow = value };
            _xksProxy = SignatureRequirements.XksProxy with { ClockWindow = value };
        }
    }

    /// <summary>
    /// Whether requests can be decided by what is true and be recorded. A store that cannot write, because its disk is full, say,
    /// still answers what changes nothing; a change then fails by itself.
    /// </summary>
    public bool CanServe => Store.IsHeard && Audit.IsHealthy;

    /// <summary>Makes key pairs that take long, away from the requests' threads.</summary>
    internal KeyPairGenerator KeyPairs => LazyInitializer.EnsureInitialized(ref _keyPairs, () => new KeyPairGenerator(Random));

    /// <summary>This node's connections to the backing key stores of custom key stores.</summary>
    internal KeyStoreConnections KeyStores =>
        LazyInitializer.EnsureInitialized(ref _keyStores, () => new KeyStoreConnections(
            CloudHsmClusters, new XksTransport(XksTransport), Store, RootKey, Random, Time, SignatureTime));

    /// <summary>
    /// Ends what the engine has open towards others, zeroes what it made in advance and stores the last uses; its store, root key and audit trail belong to whoever made it.
    /// </summary>
    public async ValueTask CloseAsync()
    {
        _keyPairs?.Dispose();
        if (_keyStores is not null) await _keyStores.DisposeAsync();
        try
        {
            if (_lastUses is not null) await _lastUses.StoreAsync();
        }
        catch (StoreException)
        {
            // A store that cannot write any more: the last minute's uses are forgotten, as after a crash.
        }
    }

    public SignatureRequirements SignatureRequirementsOf(Service service) =>
        service == Service.Kms ? _kms : service == Service.Iam ? _iam : service == Service.Sts ? _sts
        : service == Service.Organizations ? _organizations : _xksProxy;
}
