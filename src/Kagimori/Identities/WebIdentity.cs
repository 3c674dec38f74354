namespace Kagimori.Identities;

/// <summary>Who somebody is in the words of an OpenID Connect provider, as far as policies ask.</summary>
/// <param name="ProviderArn">The provider, as the account knows it.</param>
/// <param name="Issuer">The provider's URL without <c>https://</c>, which the condition keys begin with.</param>
/// <param name="Audience">The client id that the token is for: its azp claim, or else what of its aud claim the provider has.</param>
/// <param name="TokenAudience">The first value of the aud claim.</param>
public sealed record WebIdentity(string ProviderArn, string Issuer, string Audience, string TokenAudience, string Subject)
{
    public string? AuthorizedParty { get; init; }

    public string? Email { get; init; }

    /// <summary>How the user authenticated, the amr claim; null when the token does not say.</summary>
    public IReadOnlyList<string>? Methods { get; init; }
}
