namespace Kagimori.Conformance.Node;

/// <summary>The AWS SDK and the AWS Encryption SDK for JavaScript, as Node.js programs that report each of their cases.</summary>
public sealed class NodeTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    [Fact]
    public Task KMS_works_with_the_SDK_for_JavaScript() => RunAsync("kms.js", Demo.Root, cases: 10);

    [Fact]
    public Task Signatures_ciphertexts_and_secrets_hold_in_Node() => RunAsync("signatures.js", Demo.Root, cases: 10);

    [Fact]
    public Task STS_and_IAM_work_with_the_SDK_for_JavaScript() => RunAsync("identities.js", Demo.Admin, cases: 8);

    [Fact]
    public Task The_Encryption_SDK_works_with_a_multi_Region_key() => RunAsync("encryption-sdk.js", Demo.Root, cases: 10);

    private async Task RunAsync(string script, Identity identity, int cases)
    {
        Client.RequireNode();
        await CaseReports.RunAsync(Command.StartInfo("node", Path.Combine(Client.NodeFolder, script)), fixture.Server, identity, cases);
    }
}
