namespace Kagimori.Conformance.Configuration;

/// <summary>Configurations that are refused: the program says all that is wrong and ends.</summary>
public sealed class ServeRefusalTests : IDisposable
{
    private readonly TempFolder _files = new();

    [Fact]
    public async Task All_errors_are_told_at_once()
    {
        var refused = await RefusedAsync("--url", "ftp://x", "--account", "12", "--clock", "sundial", "--clock-window", "0", "--audit", "no", "--seed", "/nowhere.json", "--grant-propagation", "soon",
            "--trusted-callers", _files.Write("trusted.json", """{ "trustedCallers": [ { "principal": "everybody" } ] }"""),
            "--attestation-root", _files.Write("root.pem", "no certificate"));
        Assert.Equal(
            $"""
            The configuration is not valid:
              url: 'ftp://x' is not http:// or https://, a host that is an IP address, localhost or *, and a port.
              seed: the file '/nowhere.json' does not exist.
              account: must be 12 digits.
              clock: must be system or manual, not 'sundial'.
              clock-window: must be a number of minutes from 1 to 1440.
              grant-propagation: must be a number of seconds from 0 to 3600.
              trusted-callers: trustedCallers[0].principal: 'everybody' is not the ARN of an IAM user or role.
              attestation-root: the file '{_files.Of("root.pem")}' is not a certificate in PEM.
              audit: must be async or strict, not 'no'.

            """, refused);
    }

    [Fact]
    public async Task A_missing_attestation_root_is_told()
    {
        Assert.Contains("attestation-root: the file '/nowhere.pem' cannot be read: ", await RefusedAsync("--attestation-root", "/nowhere.pem"));
    }

    [Fact]
    public async Task Plain_http_for_other_machines_must_be_asked_for()
    {
        Assert.Contains("url: http://0.0.0.0:4599 can be reached by other machines without TLS; use https, or say so with --allow-plaintext.",
            await RefusedAsync("--url", "http://*:4599"));
        Assert.Contains("can be reached by other machines without TLS", await RefusedAsync("--url", "http://192.0.2.1:80"));
        Assert.Contains("needs a certificate", await RefusedAsync("--url", "https://127.0.0.1:0"));
    }

    [Fact]
    public async Task Development_is_for_this_machine_alone()
    {
        Assert.Contains("development: is refused on http://0.0.0.0:0, which other machines can reach.",
            await RefusedAsync("--url", "http://*:0", "--allow-plaintext", "--development"));
        Assert.Contains("clock: manual needs --development.", await RefusedAsync("--clock", "manual"));
        Assert.Contains("explain-denials: open needs --development.", await RefusedAsync("--explain-denials", "open"));
        Assert.Contains("explain-denials: must be no, encoded or open, not 'loud'.", await RefusedAsync("--explain-denials", "loud"));
    }

    [Fact]
    public async Task An_unknown_option_is_refused()
    {
        var result = await KagimoriProgram.RunAsync("serve", "--colour", "blue", "--data", _files.Of("data"));
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("--colour", result.Error);
    }

    [Fact]
    public async Task A_configuration_file_is_checked_member_by_member()
    {
        var file = _files.Write("config.json", """{ "colour": "blue", "account": "1", "data": 7, "development": "perhaps" }""");
        var refused = await RefusedAsync("--config", file);
        Assert.Contains($"{file}: colour is not a setting.", refused);
        Assert.Contains("account: must be 12 digits.", refused);
        Assert.Contains("development: must be true or false, not 'perhaps'.", refused);
        Assert.Contains("not well-formed JSON at line 2", await RefusedAsync("--config", _files.Write("broken.json", "{\n oops")));
        Assert.Contains("cannot be read", await RefusedAsync("--config", _files.Of("nowhere.json")));
    }

    [Fact]
    public async Task Every_error_of_a_seed_is_told_with_its_place()
    {
        var seed = _files.Write("seed.json", """
            { "accounts": [ {
              "id": "12345",
              "users": [ { "name": "ok" }, { "name": "no spaces", "color": "red", "policies": { "p": { "Version": "2012-10-17", "Statement": [ { "Effect": "Maybe" } ] } } } ],
              "roles": [ { "name": "r" } ],
              "keys": [ { "region": "ap-northeast-1", "id": "mrk-1234567890abcdef1234567890abcdef", "material": [ "c2hvcnQ=" ], "aliases": [ "noprefix" ] } ]
            } ] }
            """);
        var refused = await RefusedAsync("--seed", seed);
        Assert.StartsWith($"The seed file {seed} is not valid:", refused);
        foreach (var place in new[]
        {
            "accounts[0].id: '12345' is not a 12-digit account id",
            "accounts[0].users[1].name: 'no spaces' is not an IAM name",
            "accounts[0].users[1].color: is not a member that stands here.",
            "accounts[0].users[1].policies.p: ",
            "accounts[0].roles[0].trustPolicy: is required.",
            "accounts[0].keys[0].multiRegion: a key is multi-Region exactly when its id begins with mrk-.",
            "accounts[0].keys[0].material[0]: must be the base64 of 32 bytes.",
            "accounts[0].keys[0].aliases[0]: 'noprefix' is not an alias name.",
        }) Assert.Contains($"\n  {place}", refused);
        Assert.Contains("line 1: the seed is not well-formed JSON", await RefusedAsync("--seed", _files.Write("broken.json", "{")));
    }

    [Fact]
    public async Task Every_error_of_the_CloudHSM_clusters_is_told_with_the_other_errors()
    {
        var clusters = _files.Write("clusters.json", """{ "clusters": [ { "id": "cluster-1", "library": "none.so", "slot": 3 } ] }""");
        var refused = await RefusedAsync("--cloudhsm-clusters", clusters, "--account", "12");
        foreach (var error in new[]
        {
            "account: must be 12 digits.",
            $"cloudhsm-clusters: {clusters}: clusters[0].id: 'cluster-1' is not a cluster id: cluster- and 11 to 16 of the characters a-z, A-Z and 2-7.",
            $"cloudhsm-clusters: {clusters}: clusters[0].library: 'none.so' cannot be loaded as a PKCS #11 library: ",
            $"cloudhsm-clusters: {clusters}: clusters[0].slot: is not a member that stands here.",
        }) Assert.Contains($"\n  {error}", refused);
        Assert.Contains("cloudhsm-clusters: the file 'none.json' does not exist.", await RefusedAsync("--cloudhsm-clusters", "none.json"));
    }

    [Fact]
    public async Task A_seed_that_cannot_be_applied_is_applied_in_no_part()
    {
        var key = new { region = Demo.Region, id = Demo.FixedKeyId, multiRegion = true, policy = Demo.Policy("kms:*", "*") };
        var seed = _files.Write("seed.json", System.Text.Json.JsonSerializer.Serialize(Demo.Seed(keys: key)));
        Assert.Contains("accounts[0].keys[0].policy: ", await RefusedAsync("--seed", seed));
    }

    // Exit code 2, and nothing on the standard output. The data folder is not made.
    private async Task<string> RefusedAsync(params string[] arguments)
    {
        var data = _files.Of($"data-{Guid.NewGuid():N}");
        var result = await KagimoriProgram.RunAsync(["serve", "--data", data, .. arguments]);
        Assert.True(result.ExitCode == 2, $"Exit code {result.ExitCode}: {result.Error}{result.Output}");
        Assert.Equal("", result.Output);
        Assert.False(Directory.Exists(data));
        return result.Error;
    }

    public void Dispose() => _files.Dispose();
}
