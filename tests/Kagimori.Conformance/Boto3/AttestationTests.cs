namespace Kagimori.Conformance.Boto3;

/// <summary>Answers for enclaves: documents made and answers opened without a line of ours.</summary>
public sealed class AttestationTests
{
    [Fact]
    public async Task Answers_for_an_enclave_are_opened_with_openssl()
    {
        Client.RequireCryptography();
        using var files = new TempFolder();
        (await Command.RunAsync(PythonCases.StartInfo("attestation.py", "make", files.Path))).Succeed();
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(), "--attestation-root", files.Of("root.pem"));
        await PythonCases.RunAsync(server, "attestation.py", Demo.Root, cases: 6, ("KAGIMORI_ATTESTATION", files.Path));
    }
}
