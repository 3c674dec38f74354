using System.Text.Json;

namespace Kagimori.Conformance.Boto3;

/// <summary>boto3 and botocore, as Python programs that report each of their cases.</summary>
public sealed class Boto3Tests(Boto3Server fixture) : IClassFixture<Boto3Server>
{
    [Fact]
    public Task KMS_works_with_boto3() => RunAsync("kms.py", Demo.Root, cases: 8);

    [Fact]
    public Task STS_works_with_boto3() => RunAsync("sts.py", Demo.Admin, cases: 4);

    [Fact]
    public async Task IAM_works_with_boto3()
    {
        await IamApi.RequireAsync(fixture.Server);
        await RunAsync("iam.py", Demo.Root, cases: 4);
    }

    [Fact]
    public async Task Every_example_that_botocore_carries_is_answered_as_documented()
    {
        Client.RequireCryptography();
        await RunAsync("examples.py", Boto3Server.ExampleRoot, cases: 60);
    }

    [Fact]
    public async Task Signatures_ciphertexts_secrets_and_public_keys_hold_in_another_implementation()
    {
        Client.RequireCryptography();
        await RunAsync("asymmetric.py", Demo.Root, cases: 44);
    }

    [Fact]
    public async Task Key_material_of_another_implementation_is_imported_and_computes_the_same()
    {
        Client.RequireCryptography();
        await RunAsync("imports.py", Demo.Root, cases: 42);
    }

    private Task RunAsync(string script, Identity identity, int cases) => PythonCases.RunAsync(fixture.Server, script, identity, cases);
}

/// <summary>A server with the demo's identities, and with the account of which botocore's examples speak.</summary>
public sealed class Boto3Server : ServerFixture
{
    internal static readonly Identity ExampleRoot = new("example root", "AKIAEXAMPLEEXAMPLE11", "the+root+user+of+the+examples+account");

    private protected override Task<KagimoriServer> StartAsync()
    {
        var demo = JsonSerializer.SerializeToNode(Demo.Seed())!;
        demo["accounts"]!.AsArray().Add(JsonSerializer.SerializeToNode(new { id = "111122223333", rootAccessKeys = new[] { Demo.KeyOf(ExampleRoot) } }));
        return KagimoriServer.StartAsync(demo);
    }
}
