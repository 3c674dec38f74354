using System.Text.Json;
using Kagimori.Identities;
using Kagimori.Storage;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kagimori.Federation;

/// <summary>Verifies OpenID Connect ID tokens: OpenID Connect Core 1.0, section 3.1.3.7, and what AWS demands besides.</summary>
/// <remarks>Signatures and key sets are Microsoft.IdentityModel's; issuer, audience and time are decided here, by the account's provider and the injected clock.</remarks>
internal sealed class WebIdentityTokens(SqliteStore store, OidcKeys keys)
{
    private const string Https = "https://";
    private const int LeastRsaBits = 2048;

    /// <summary>How far a provider's clock may be off, as with AWS.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>The verified token. Whether anybody trusts it is the role's to say.</summary>
    /// <param name="account">The account of the role, whose providers count.</param>
    public async ValueTask<Outcome<WebIdentityToken>> VerifyAsync(AccountId account, string text, DateTimeOffset now)
    {
        if (!TryRead(text, out var token, out var payload)) return FederationRefusals.NotAToken();
        using (payload)
        {
            var issuer = token.Issuer;
            if (await FindProviderAsync(account, issuer) is not { } provider) return FederationRefusals.NoProvider(issuer);
            if (await SignatureRefusalAsync(token, issuer, provider) is { } badSignature) return badSignature;
            return Read(payload.RootElement, token, provider, account, now);
        }
    }

    private static bool TryRead(string text, out JsonWebToken token, out JsonDocument payload)
    {
        (token, payload) = (null!, null!);
        try
        {
            token = new JsonWebToken(text);
            payload = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
            return payload.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return false;
        }
    }

    private async ValueTask<OidcProviderRecord?> FindProviderAsync(AccountId account, string issuer)
    {
        if (!issuer.StartsWith(Https, StringComparison.Ordinal)) return null;
        var url = issuer[Https.Length..];
        var provider = await IdentityRecords.OidcProviders.FindAsync(store, account.ToString(), IdentityRecords.IdOf(url));
        return provider?.Value.Url == url ? provider.Value : null;
    }

    private async ValueTask<Refusal?> SignatureRefusalAsync(JsonWebToken token, string issuer, OidcProviderRecord provider)
    {
        if (!Algorithms.Contains(token.Alg)) return FederationRefusals.InvalidSignature("algorithm");
        var keyId = string.IsNullOrEmpty(token.Kid) ? null : token.Kid;
        var (fault, all) = await keys.FindAsync(issuer, provider.Thumbprints, keyId);
        switch (fault)
        {
            case OidcFault.NotReachable: return FederationRefusals.ProviderNotReachable();
            case OidcFault.Certificate when provider.Thumbprints.Count > 0: return FederationRefusals.ThumbprintMismatch();
            case OidcFault.Certificate or OidcFault.NotUsable: return FederationRefusals.NoVerificationKey();
        }
        var usable = all.Where(key => (keyId is null || key.KeyId == keyId) && (key is not RsaSecurityKey || key.KeySize >= LeastRsaBits)).ToArray();
        if (usable.Length == 0) return FederationRefusals.NoVerificationKey();
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = usable,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            ValidateIssuer = false, // The provider was found by it.
            ValidateAudience = false, // Below, with azp.
            ValidateLifetime = false, // Below, by the injected clock.
        });
        return result.IsValid ? null : FederationRefusals.InvalidSignature(result.Exception.GetType().Name);
    }

    private static Outcome<WebIdentityToken> Read(JsonElement payload, JsonWebToken token, OidcProviderRecord provider, AccountId account, DateTimeOffset now)
    {
        if (NumberOf(payload, "exp") is not { } expiry) return FederationRefusals.MissingClaim("exp");
        if (now.ToUnixTimeSeconds() >= expiry + ClockSkew.TotalSeconds) return FederationRefusals.Expired(now, expiry);
        foreach (var claim in new[] { "nbf", "iat" })
        {
            if (NumberOf(payload, claim) > now.ToUnixTimeSeconds() + ClockSkew.TotalSeconds) return FederationRefusals.RejectedClaim(claim);
        }
        if (TextOf(payload, "sub") is not { Length: > 0 } subject) return FederationRefusals.MissingClaim("sub");
        var audiences = token.Audiences.ToArray();
        if (audiences.Length == 0) return FederationRefusals.MissingClaim("aud");
        var party = TextOf(payload, "azp");
        var audience = (party is null ? audiences : [party]).FirstOrDefault(provider.ClientIds.Contains);
        if (audience is null) return FederationRefusals.IncorrectAudience();
        if (!SessionClaims.TryRead(payload, out var tags, out var transitive, out var sourceIdentity)) return FederationRefusals.RejectedClaim("https://aws.amazon.com/tags");
        return new WebIdentityToken(
            new WebIdentity(provider.ArnIn(account), provider.Url, audience, audiences[0], subject)
            {
                AuthorizedParty = party, Email = TextOf(payload, "email"), Methods = ListOf(payload, "amr"),
            },
            tags.Count == 0 ? null : tags, transitive.Count == 0 ? null : transitive, sourceIdentity);
    }

    private static string? TextOf(JsonElement payload, string claim) =>
        payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // As AWS demands, a time is a whole number.
    private static long? NumberOf(JsonElement payload, string claim) =>
        payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
        && number is > 0 and < 253_402_300_800 ? number : null;

    private static string[]? ListOf(JsonElement payload, string claim) =>
        payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : null;
}
