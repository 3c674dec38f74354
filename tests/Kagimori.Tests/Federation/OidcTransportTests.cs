using System.Net;
using System.Text;
using Kagimori.Federation;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests.Federation;

/// <summary>Providers that do not answer as they should, and addresses that are never called.</summary>
public sealed class OidcTransportTests
{
    private static readonly string[] NoThumbprints = [];

    [Fact]
    public async Task A_provider_answers_with_its_keys()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var (fault, keys) = await FetchAsync(issuer.Settings());
        Assert.Equal((OidcFault.None, 2), (fault, keys.Count));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_not_reachable()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await issuer.StopAsync();
        Assert.Equal(OidcFault.NotReachable, (await FetchAsync(issuer.Settings())).Fault);
    }

    [Fact]
    public async Task A_provider_that_takes_too_long_is_not_reachable()
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.Instead = static async http =>
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        Assert.Equal(OidcFault.NotReachable, (await FetchAsync(issuer.Settings() with { Timeout = TimeSpan.FromMilliseconds(300) })).Fault);
    }

    [Theory, InlineData(500, "{}"), InlineData(302, "{}"), InlineData(200, "no json"), InlineData(200, "[]"), InlineData(200, """{"issuer":7}"""), InlineData(200, "{}")]
    [InlineData(200, """{"issuer":"https://idp.example.com/realms/test","jwks_uri":"http://idp.example.com/keys"}""")]
    [InlineData(200, """{"issuer":"https://idp.example.com/realms/test","jwks_uri":"/keys"}""")]
    [InlineData(200, """{"issuer":"https://idp.example.com/realms/test/","jwks_uri":"https://idp.example.com/realms/test/keys"}""")]
    public async Task What_is_no_discovery_document_is_not_usable(int status, string body)
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.Instead = http => AnswerAsync(http, status, body);
        Assert.Equal(OidcFault.NotUsable, (await FetchAsync(issuer.Settings())).Fault);
        Assert.Equal(0, issuer.Fetches);
    }

    [Theory, InlineData("no json"), InlineData("[]"), InlineData("""{"keys":7}""")]
    public async Task What_is_no_key_set_gives_no_key(string body)
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.Instead = async http => http.Request.Path.Value!.EndsWith("/keys", StringComparison.Ordinal) && await AnswerAsync(http, 200, body);
        var (fault, keys) = await FetchAsync(issuer.Settings());
        Assert.Empty(keys);
        Assert.Contains(fault, new[] { OidcFault.NotUsable, OidcFault.None });
    }

    [Fact]
    public async Task An_answer_without_end_is_cut()
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.Instead = http => AnswerAsync(http, 200, $"{{\"issuer\":\"{new string('x', OidcTransport.ResponseLimit)}\"}}");
        Assert.Equal(OidcFault.NotUsable, (await FetchAsync(issuer.Settings())).Fault);
    }

    [Fact]
    public async Task A_certificate_counts_when_its_authority_is_known_or_pinned()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var thumbprint = issuer.Thumbprint.ToLowerInvariant();
        var untrusted = issuer.Settings(trusted: false);
        Assert.Equal(OidcFault.Certificate, (await FetchAsync(untrusted)).Fault);
        Assert.Equal(OidcFault.Certificate, (await FetchAsync(untrusted, new string('0', 40))).Fault);
        Assert.Equal(OidcFault.None, (await FetchAsync(untrusted, new string('0', 40), thumbprint)).Fault);
        // A pinned authority does not make the certificate one for another host.
        var elsewhere = untrusted with { Addresses = new Dictionary<string, IPEndPoint> { ["other.example.com"] = issuer.Address } };
        Assert.Equal(OidcFault.Certificate, (await new OidcTransport(elsewhere).FetchKeysAsync("https://other.example.com/realms/test", [thumbprint])).Fault);
    }

    [Fact]
    public async Task An_address_that_is_not_public_is_called_only_when_the_settings_name_it()
    {
        await using var issuer = await TestIssuer.StartAsync();
        var called = false;
        issuer.Instead = _ =>
        {
            called = true;
            return Task.FromResult(false);
        };
        var settings = issuer.Settings() with { Addresses = new Dictionary<string, IPEndPoint>() };
        foreach (var host in new[] { "localhost", "127.0.0.1", "[::1]" })
            Assert.Equal(OidcFault.NotReachable, (await new OidcTransport(settings).FetchKeysAsync($"https://{host}:{issuer.Address.Port}/realms/test", NoThumbprints)).Fault);
        Assert.False(called);
    }

    [Theory]
    [InlineData("8.8.8.8", true), InlineData("203.0.114.1", true), InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false), InlineData("10.1.2.3", false), InlineData("172.31.255.255", false), InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false), InlineData("100.64.0.1", false), InlineData("0.0.0.0", false), InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false), InlineData("::1", false), InlineData("::", false), InlineData("fd00:ec2::254", false), InlineData("fe80::1", false)]
    [InlineData("::ffff:169.254.169.254", false), InlineData("64:ff9b::a9fe:a9fe", false), InlineData("2002:a9fe:a9fe::", false)]
    public void The_public_internet_has_no_private_places(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.IsOne(IPAddress.Parse(address)));

    private static Task<(OidcFault Fault, IReadOnlyList<Microsoft.IdentityModel.Tokens.SecurityKey> Keys)> FetchAsync(OidcTransportSettings settings, params string[] thumbprints) =>
        new OidcTransport(settings).FetchKeysAsync(TestIssuer.Issuer, thumbprints);

    private static async Task<bool> AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        if (status == 302) http.Response.Headers.Location = "https://idp.example.com/realms/test/keys";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        return true;
    }
}
