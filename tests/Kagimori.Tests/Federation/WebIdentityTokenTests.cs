using System.Text.Json.Nodes;

namespace Kagimori.Tests.Federation;

/// <summary>Tokens that are not what they claim.</summary>
public sealed class WebIdentityTokenTests : WebIdentityTest
{
    private const string InvalidSignature = "The signature of the ID Token is not valid.";
    private const string NoKey =
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

    [Theory, InlineData("none of this"), InlineData("a.b.c"), InlineData("e30.e30."), InlineData("bnVsbA.bnVsbA.AA")]
    public async Task What_is_no_token_is_refused(string text)
    {
        await PrepareAsync();
        var answer = await BearAsync(text);
        Assert.Equal((400, "InvalidIdentityToken"), (answer.Status, answer.Xml("Code")));
    }

    [Theory, InlineData("HS256"), InlineData("none"), InlineData("PS256")]
    public async Task A_signature_that_counts_for_nothing_is_refused(string algorithm)
    {
        await PrepareAsync();
        (await BearAsync(Token(algorithm))).RefusedXml(400, "InvalidIdentityToken", InvalidSignature);
        Assert.Equal(0, Issuer.Fetches);
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        await PrepareAsync();
        var (token, other) = (Token().Split('.'), Token(change: claims => claims["sub"] = "root").Split('.'));
        (await BearAsync($"{token[0]}.{other[1]}.{token[2]}")).RefusedXml(400, "InvalidIdentityToken", InvalidSignature);
        Assert.Equal("SecurityTokenInvalidSignatureException", Service.AuditRecords()[^1]["additionalEventData"]!["reason"]!.GetValue<string>());
        (await BearAsync($"{token[0]}.{token[1]}.")).RefusedXml(400, "InvalidIdentityToken", InvalidSignature);
    }

    [Fact]
    public async Task A_token_of_another_issuer_or_client_is_refused()
    {
        await PrepareAsync();
        (await BearAsync(Token(change: claims => claims["iss"] = "https://idp.example.com/realms/other")))
            .RefusedXml(400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://idp.example.com/realms/other");
        (await BearAsync(Token(change: claims => claims["aud"] = "client-2"))).RefusedXml(400, "InvalidIdentityToken", "Incorrect token audience");
        (await BearAsync(Token(change: claims => claims["aud"] = new JsonArray("client-2", "client-1")))).Succeeded();
        // azp is who the token was made for, whatever aud says.
        (await BearAsync(Token(change: claims => claims["azp"] = "client-2"))).RefusedXml(400, "InvalidIdentityToken", "Incorrect token audience");
        var answer = await BearAsync(Token(change: claims => (claims["azp"], claims["aud"]) = ("client-1", "elsewhere")));
        Assert.Equal("client-1", answer.Succeeded().Xml("Audience"));
    }

    [Theory, InlineData("exp"), InlineData("sub"), InlineData("aud")]
    public async Task A_claim_that_is_missing_is_named(string claim)
    {
        await PrepareAsync();
        (await BearAsync(Token(change: claims => claims.Remove(claim)))).RefusedXml(400, "InvalidIdentityToken", $"Missing a required claim: {claim}");
    }

    [Fact]
    public async Task A_token_is_good_for_its_time_and_five_minutes()
    {
        await PrepareAsync();
        var token = Token(change: claims => claims["exp"] = Service.Clock.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds());
        Service.Clock.Advance(TimeSpan.FromSeconds(359));
        (await BearAsync(token)).Succeeded();
        Service.Clock.Advance(TimeSpan.FromSeconds(1));
        var now = Service.Clock.GetUtcNow().ToUnixTimeSeconds();
        (await BearAsync(token)).RefusedXml(400, "ExpiredTokenException", $"Token expired: current date/time {now} must be before the expiration date/time{now - 300}");
    }

    [Theory, InlineData("nbf"), InlineData("iat")]
    public async Task A_token_of_the_future_is_rejected(string claim)
    {
        await PrepareAsync();
        (await BearAsync(Token(change: claims => claims[claim] = Service.Clock.GetUtcNow().AddSeconds(300).ToUnixTimeSeconds()))).Succeeded();
        (await BearAsync(Token(change: claims => claims[claim] = Service.Clock.GetUtcNow().AddSeconds(301).ToUnixTimeSeconds())))
            .RefusedXml(403, "IDPRejectedClaim", $"The claim {claim} of the ID Token is not valid.");
    }

    [Fact]
    public async Task Keys_are_fetched_once_and_again_when_one_is_new()
    {
        await PrepareAsync();
        for (var i = 0; i < 3; i++) (await BearAsync(Token())).Succeeded();
        Assert.Equal(1, Issuer.Fetches);

        // Not more often than every ten seconds, whoever sends tokens of unknown keys.
        Issuer.RsaKeyId = "rsa-2";
        for (var i = 0; i < 3; i++) (await BearAsync(Token())).RefusedXml(400, "InvalidIdentityToken", NoKey);
        Assert.Equal(1, Issuer.Fetches);
        Service.Clock.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 3; i++) (await BearAsync(Token())).Succeeded();
        Assert.Equal(2, Issuer.Fetches);

        // And once an hour, so that a key that was taken back ends.
        Service.Clock.Advance(TimeSpan.FromHours(1));
        (await BearAsync(Token())).Succeeded();
        Assert.Equal(3, Issuer.Fetches);
    }

    [Fact]
    public async Task A_provider_that_is_away_for_a_moment_leaves_its_known_keys_good()
    {
        await PrepareAsync();
        (await BearAsync(Token())).Succeeded();
        Issuer.Instead = static http =>
        {
            http.Response.StatusCode = 500;
            return Task.FromResult(true);
        };
        Service.Clock.Advance(TimeSpan.FromSeconds(10));
        (await BearAsync(Issuer.Token(Service.Clock.GetUtcNow(), changeHeader: header => header["kid"] = "unknown"))).RefusedXml(400, "InvalidIdentityToken", NoKey);
        (await BearAsync(Token())).Succeeded();
        Service.Clock.Advance(TimeSpan.FromHours(1));
        (await BearAsync(Token())).RefusedXml(400, "InvalidIdentityToken", NoKey);
    }

    private async Task PrepareAsync()
    {
        await AddProviderAsync();
        await AddRoleAsync("web", TrustProvider());
    }
}
