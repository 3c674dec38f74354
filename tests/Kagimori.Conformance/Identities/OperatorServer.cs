using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kagimori.Conformance.Identities;

/// <summary>A server with a user that may do everything, an OpenID Connect provider that it reaches, and denials that can be decoded.</summary>
public sealed class OperatorServer : ServerFixture, IAsyncLifetime
{
    internal static readonly Identity Operator = new("operator", "AKIAOPERATOROPERATOR", "the+operators+secret/access/key/of+40ch//");

    private readonly OidcIssuer _issuer = new();

    /// <summary>The scenario with the variables of one client.</summary>
    /// <param name="run">The client's name, which is in the names of all that it makes.</param>
    internal JsonNode ScenarioOf(string run)
    {
        var scenario = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "Kagimori.Conformance", "Identities", "scenario.json")))!;
        scenario["variables"]!["run"] = run;
        scenario["variables"]!["token"] = _issuer.Token(run);
        return scenario;
    }

    /// <inheritdoc cref="ScenarioOf"/>
    internal string ScenarioFileOf(string run) => Server.Files.Write($"{run}.json", ScenarioOf(run).ToJsonString());

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _issuer.DisposeAsync();
    }

    private protected override Task<KagimoriServer> StartAsync()
    {
        var seed = JsonSerializer.SerializeToNode(Demo.Seed())!;
        seed["accounts"]![0]!["users"]!.AsArray().Add(JsonSerializer.SerializeToNode(
            new { name = Operator.Name, accessKeys = new[] { Demo.KeyOf(Operator) }, policies = new { administratorAccess = Demo.Policy("*", "*") } }));
        return KagimoriServer.StartAsync(seed, ["--explain-denials", "encoded", .. _issuer.ServeArguments]);
    }
}
