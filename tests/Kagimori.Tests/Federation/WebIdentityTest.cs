using System.Text;
using System.Text.Json.Nodes;
using Kagimori.Federation;
using Kagimori.Tests.Operations.Sessions;

namespace Kagimori.Tests.Federation;

/// <summary>A test with an OpenID Connect provider that account A trusts.</summary>
public abstract class WebIdentityTest : SessionTest
{
    protected const string ProviderArn = $"arn:aws:iam::{A}:oidc-provider/{TestIssuer.Url}";
    protected const string NotAuthorized = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

    private protected TestIssuer Issuer { get; private set; } = null!;

    private protected virtual OidcTransportSettings Transport => Issuer.Settings();

    protected override async Task<TestService> StartAsync(JsonObject seed)
    {
        Issuer = await TestIssuer.StartAsync();
        return await TestService.StartAsync(seed, configure: settings => settings with { OidcTransport = Transport });
    }

    protected async Task AddProviderAsync(params (string Name, string Value)[] parameters) =>
        (await Service.QueryAsync(RootA, "iam", "CreateOpenIDConnectProvider",
            [("Url", TestIssuer.Issuer), ("ClientIDList.member.1", "client-1"), .. parameters])).Succeeded();

    /// <summary>A trust policy for web identities of the provider.</summary>
    protected static string TrustProvider(string actions = "\"sts:AssumeRoleWithWebIdentity\"", string? condition = null, string provider = ProviderArn) =>
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"" + provider + "\"},\"Action\":[" + actions + "]"
        + (condition is null ? "" : ",\"Condition\":" + condition) + "}}";

    private protected string Token(string algorithm = "RS256", Action<JsonObject>? change = null) => Issuer.Token(Service.Clock.GetUtcNow(), algorithm, change);

    /// <summary>Sends the request as it is sent: without a signature.</summary>
    private protected Task<TestAnswer> BearAsync(string token, string role = "web", params (string Name, string Value)[] parameters)
    {
        (string Name, string Value)[] all =
        [
            ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", RoleArn(role)), ("RoleSessionName", "app"), ("WebIdentityToken", token), .. parameters,
        ];
        var form = string.Join('&', all.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"));
        return Service.SendAsync(null, "POST", Encoding.UTF8.GetBytes(form), headers => headers.ContentType = "application/x-www-form-urlencoded");
    }
}
