using System.Globalization;
using Kagimori.Audit;
using Kagimori.Authorization;
using Kagimori.Cryptography.Attestation;
using Kagimori.CustomKeyStores.CloudHsm;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Federation;
using Kagimori.Forwarding;
using Kagimori.Host.ExternalKeyStores;
using Kagimori.Host.Forwarding;
using Kagimori.Host.XksProxy;
using Kagimori.Identities;
using Kagimori.XksProxy;

namespace Kagimori.Host.Serving;

/// <summary>The validated configuration of a service.</summary>
internal sealed record ServeOptions
{
    public required IReadOnlyList<ListenAddress> Addresses { get; init; }

    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    public string? CertificatePassword { get; init; }

    public required string Data { get; init; }

    public string? Seed { get; init; }

    public required CloudHsmClusters CloudHsmClusters { get; init; }

    public required AccountId Account { get; init; }

    public required bool ManualClock { get; init; }

    public required TimeSpan ClockWindow { get; init; }

    /// <summary>Whose attestation documents are believed.</summary>
    public required AttestationVerifier Attestation { get; init; }

    public required AuditMode Audit { get; init; }

    public required bool Development { get; init; }

    /// <summary>What denials say beside AWS's message.</summary>
    public required DenialDetail DenialDetail { get; init; }

    /// <summary>What the service is an external key store proxy for; null when it is none.</summary>
    public XksProxyConfiguration? XksProxy { get; init; }

    /// <summary>Who may forward context of requests.</summary>
    public required TrustedCallers TrustedCallers { get; init; }

    /// <summary>How long a new grant counts only with its token.</summary>
    public required TimeSpan GrantPropagation { get; init; }

    /// <summary>How external key store proxies are reached.</summary>
    public required XksTransportSettings XksTransport { get; init; }

    /// <summary>How OpenID Connect providers are reached.</summary>
    public required OidcTransportSettings OidcTransport { get; init; }

    /// <summary>Reads the options; null when anything is wrong, and then the values hold every error at once.</summary>
    public static ServeOptions? Read(ServeValues values)
    {
        var errors = values.Errors;
        var addresses = ReadAddresses(values);
        var development = values.Flag("development");
        var allowPlaintext = values.Flag("allow-plaintext");
        foreach (var address in addresses)
        {
            if (address.IsTls && values.Text("certificate") is null) errors.Add($"url: {address} needs a certificate.");
            if (!address.IsTls && !address.IsLoopback && !allowPlaintext)
                errors.Add($"url: {address} can be reached by other machines without TLS; use https, or say so with --allow-plaintext.");
            if (development && !address.IsLoopback) errors.Add($"development: is refused on {address}, which other machines can reach.");
        }
        foreach (var file in new[] { "certificate", "certificate-key", "seed", "cloudhsm-clusters" })
        {
            if (values.Text(file) is { } path && !File.Exists(path)) errors.Add($"{file}: the file '{path}' does not exist.");
        }
        if (!AccountId.TryParse(values.Text("account") ?? "123456789012", out var account)) errors.Add("account: must be 12 digits.");
        var clock = OneOf(values, "clock", "system", "manual");
        if (clock == "manual" && !development) errors.Add("clock: manual needs --development.");
        if (!int.TryParse(values.Text("clock-window") ?? "5", NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes is < 1 or > 1440)
            errors.Add("clock-window: must be a number of minutes from 1 to 1440.");
        if (!int.TryParse(values.Text("grant-propagation") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var propagation) || propagation > 3600)
            errors.Add("grant-propagation: must be a number of seconds from 0 to 3600.");
        var trusted = TrustedCallersSetting.Read(values.Text(TrustedCallersSetting.Name), errors);
        var denials = OneOf(values, "explain-denials", "no", "encoded", "open");
        if (denials == "open" && !development) errors.Add("explain-denials: open needs --development.");
        var attestation = ReadAttestation(values);
        var audit = OneOf(values, "audit", "async", "strict");
        var clusters = ReadClusters(values);
        var proxy = XksProxySetting.Read(values.Text("xks-proxy"), errors);
        var transport = XksTransportSetting.Read(values);
        var oidc = new OidcTransportSettings
        {
            AdditionalRoots = TransportValues.Roots(values, "oidc-provider-ca"), Addresses = TransportValues.Addresses(values, "oidc-provider-address"),
        };
        if (errors.Count > 0) return null;
        return new ServeOptions
        {
            Addresses = addresses,
            Certificate = values.Text("certificate"),
            CertificateKey = values.Text("certificate-key"),
            CertificatePassword = values.Text("certificate-password"),
            Data = values.Text("data") ?? ".kagimori",
            Seed = values.Text("seed"),
            CloudHsmClusters = clusters!,
            Account = account,
            ManualClock = clock == "manual",
            ClockWindow = TimeSpan.FromMinutes(minutes),
            Attestation = attestation,
            Audit = audit == "strict" ? AuditMode.Strict : AuditMode.Async,
            Development = development,
            DenialDetail = denials switch { "open" => DenialDetail.Open, "encoded" => DenialDetail.Encoded, _ => DenialDetail.None },
            XksProxy = proxy,
            TrustedCallers = trusted,
            GrantPropagation = TimeSpan.FromSeconds(propagation),
            XksTransport = transport,
            OidcTransport = oidc,
        };
    }

    private static List<ListenAddress> ReadAddresses(ServeValues values)
    {
        var addresses = new List<ListenAddress>();
        foreach (var url in values.List("url") is { Count: > 0 } urls ? urls : ["http://127.0.0.1:4599"])
        {
            if (ListenAddress.TryParse(url, out var address)) addresses.Add(address);
            else values.Errors.Add($"url: '{url}' is not http:// or https://, a host that is an IP address, localhost or *, and a port.");
        }
        return addresses;
    }

    private static AttestationVerifier ReadAttestation(ServeValues values)
    {
        if (values.Text("attestation-root") is not { } path) return AttestationVerifier.Nitro;
        string problem;
        try
        {
            if (AttestationVerifier.TryCreate(File.ReadAllText(path)) is { } verifier) return verifier;
            problem = $"the file '{path}' is not a certificate in PEM.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"the file '{path}' cannot be read: {e.Message}";
        }
        values.Errors.Add($"attestation-root: {problem}");
        return AttestationVerifier.Nitro;
    }

    // Null when there is an error.
    private static CloudHsmClusters? ReadClusters(ServeValues values)
    {
        if (values.Text("cloudhsm-clusters") is not { } path) return CloudHsmClusters.None;
        if (!File.Exists(path)) return null; // Told already.
        try
        {
            var clusters = CloudHsmClusters.Read(File.ReadAllBytes(path), Path.GetDirectoryName(Path.GetFullPath(path))!, out var errors);
            values.Errors.AddRange(errors.Select(error => $"cloudhsm-clusters: {path}: {error}"));
            return clusters;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            values.Errors.Add($"cloudhsm-clusters: {path}: cannot be read: {e.Message}");
            return null;
        }
    }

    // The first is the default.
    private static string OneOf(ServeValues values, string name, params string[] choices)
    {
        var text = values.Text(name) ?? choices[0];
        if (!choices.Contains(text)) values.Errors.Add($"{name}: must be {string.Join(", ", choices[..^1])} or {choices[^1]}, not '{text}'.");
        return text;
    }
}
