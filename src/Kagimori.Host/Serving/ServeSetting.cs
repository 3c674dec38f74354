using Kagimori.Host.Forwarding;

namespace Kagimori.Host.Serving;

/// <summary>A setting of <c>serve</c>: one declaration for the command line, the environment and the configuration file.</summary>
/// <param name="Name">The option's name without dashes, for example <c>clock-window</c>.</param>
internal sealed record ServeSetting(string Name, string Description, SettingKind Kind = SettingKind.Text)
{
    /// <summary>The name on the command line: <c>--clock-window</c>.</summary>
    public string Option => $"--{Name}";

    /// <summary>The environment variable: <c>KAGIMORI_CLOCK_WINDOW</c>.</summary>
    public string Variable => $"KAGIMORI_{Name.Replace('-', '_').ToUpperInvariant()}";

    public static readonly IReadOnlyList<ServeSetting> All =
    [
        new("url", "Address to listen on; may be given several times. Default http://127.0.0.1:4599.", SettingKind.List),
        new("certificate", "TLS certificate for https addresses: a PEM file (with the key in it or in --certificate-key) or a PKCS#12 file."),
        new("certificate-key", "The certificate's private key, as a PEM file."),
        new("certificate-password", "The password of a PKCS#12 certificate file."),
        new("allow-plaintext", "Allow http on an address that other machines can reach.", SettingKind.Flag),
        new("data", "Data folder. Default .kagimori."),
        new("seed", "Seed file: accounts, identities and keys to have at start."),
        new("cloudhsm-clusters", "File that says which tokens of which PKCS #11 libraries stand for CloudHSM clusters."),
        new("account", "The account made on first start. Default 123456789012."),
        new("clock", "system, or manual: a clock that POST /development/clock moves. Default system."),
        new("clock-window", "How many minutes a request's timestamp may be off. Default 5."),
        new("attestation-root", "The roots that attestation documents of enclaves must lead to: a PEM file. Default: the AWS Nitro Enclaves root."),
        new("audit", "async, or strict: an answer waits until its audit record is on disk. Default async."),
        new("xks-proxy", "Be an external key store proxy: a JSON file of which other KMS may use which of the keys, as which user."),
        new(TrustedCallersSetting.Name, "JSON file of who may forward context (calling service, original caller, VPC endpoint) and which. Default: nobody may."),
        new("grant-propagation", "How many seconds a new grant counts only with its token, as with AWS. Default 0."),
        new("external-key-store-ca", "PEM file of certificate authorities, besides the system's, that may issue the certificates of external key store proxies."),
        new("external-key-store-address", "HOST=IP:PORT: where the external key store proxy of that host name is, if not by DNS at port 443; may be given several times.", SettingKind.List),
        new("external-key-store-timeout", "How many milliseconds an external key store proxy has for each call. Default 250."),
        new("explain-denials", "no; encoded: denials end with a message for sts:DecodeAuthorizationMessage; or open: they also say why, which needs --development. Default no."),
        new("oidc-provider-ca", "PEM file of certificate authorities, besides the system's, that may issue the certificates of OpenID Connect providers."),
        new("oidc-provider-address", "HOST=IP:PORT: where the OpenID Connect provider of that host name is, if not at a public address by DNS; may be given several times.", SettingKind.List),
        new("development", "Add what test suites need and production must not have: POST /development/reset and /development/clock.", SettingKind.Flag),
    ];
}

/// <summary>What values a setting takes.</summary>
internal enum SettingKind
{
    Text,
    List,
    Flag,
}
