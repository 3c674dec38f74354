namespace Kagimori.Identities;

/// <summary>An OpenID Connect identity provider that an account trusts to say who its users are.</summary>
public sealed record OidcProviderRecord
{
    /// <summary>The issuer without <c>https://</c>, as ARNs and condition keys name it.</summary>
    public required string Url { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The client ids for which tokens may be meant.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 thumbprints of authorities that may have issued the provider's certificate though nobody else knows them.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string ArnIn(AccountId account) => $"arn:aws:iam::{account}:oidc-provider/{Url}";
}
