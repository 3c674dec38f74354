namespace Kagimori.Conformance.Cli;

/// <summary>The commands with which AWS's developer guide imports key material: openssl wraps, the aws CLI imports.</summary>
public sealed class ImportCliTests(DemoServer fixture) : IClassFixture<DemoServer>
{
    private readonly AwsCli _cli = fixture.Server.CliOf(Demo.Root);
    private readonly TempFolder _files = fixture.Server.Files;

    [Fact]
    public async Task A_symmetric_key_wrapped_with_openssl_is_imported()
    {
        Client.RequireCryptography();
        await OpenSslAsync("rand", "-out", "material", "32");
        var key = await CreateAsync("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT");
        await ParametersAsync(key, "RSAES_OAEP_SHA_256");
        await OpenSslAsync("pkeyutl", "-encrypt", "-in", "material", "-out", "wrapped", "-inkey", "public", "-keyform", "DER", "-pubin",
            "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256");
        await ImportAsync(key);
        Assert.Equal("Enabled", (await _cli.RunAsync("kms", "describe-key", "--key-id", key)).Json.GetProperty("KeyMetadata").GetProperty("KeyState").GetString());
        await _cli.RunAsync("kms", "generate-data-key", "--key-id", key, "--key-spec", "AES_256");
    }

    [Fact]
    public async Task A_private_key_wrapped_in_two_steps_with_openssl_is_imported()
    {
        Client.RequireCryptography();
        await OpenSslAsync("genpkey", "-algorithm", "rsa", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "private.pem");
        await OpenSslAsync("pkcs8", "-topk8", "-in", "private.pem", "-outform", "der", "-nocrypt", "-out", "material");
        await OpenSslAsync("pkey", "-in", "private.pem", "-pubout", "-outform", "DER", "-out", "expected");
        var key = await CreateAsync("RSA_2048", "SIGN_VERIFY");
        await ParametersAsync(key, "RSA_AES_KEY_WRAP_SHA_256");
        await OpenSslAsync("rand", "-out", "aes", "32");
        await OpenSslAsync("enc", "-id-aes256-wrap-pad", "-K", Convert.ToHexString(Read("aes")), "-iv", "A65959A6", "-in", "material", "-out", "wrapped-material");
        await OpenSslAsync("pkeyutl", "-encrypt", "-in", "aes", "-out", "wrapped-aes", "-inkey", "public", "-keyform", "DER", "-pubin",
            "-pkeyopt", "rsa_padding_mode:oaep", "-pkeyopt", "rsa_oaep_md:sha256", "-pkeyopt", "rsa_mgf1_md:sha256");
        _files.Write("wrapped", [.. Read("wrapped-aes"), .. Read("wrapped-material")]);
        await ImportAsync(key);
        var publicKey = (await _cli.RunAsync("kms", "get-public-key", "--key-id", key)).Json.GetProperty("PublicKey").GetBytesFromBase64();
        Assert.Equal(Read("expected"), publicKey);
    }

    private async Task<string> CreateAsync(string spec, string usage) =>
        (await _cli.RunAsync("kms", "create-key", "--origin", "EXTERNAL", "--key-spec", spec, "--key-usage", usage)).Json
            .GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;

    private async Task ParametersAsync(string key, string algorithm)
    {
        var parameters = (await _cli.RunAsync(
            "kms", "get-parameters-for-import", "--key-id", key, "--wrapping-algorithm", algorithm, "--wrapping-key-spec", "RSA_3072")).Json;
        _files.Write("public", parameters.GetProperty("PublicKey").GetBytesFromBase64());
        _files.Write("token", parameters.GetProperty("ImportToken").GetBytesFromBase64());
    }

    private Task<CommandResult> ImportAsync(string key) => _cli.RunAsync(
        "kms", "import-key-material", "--key-id", key, "--encrypted-key-material", $"fileb://{_files.Of("wrapped")}", "--import-token", $"fileb://{_files.Of("token")}",
        "--expiration-model", "KEY_MATERIAL_DOES_NOT_EXPIRE");

    private byte[] Read(string name) => File.ReadAllBytes(_files.Of(name));

    private async Task OpenSslAsync(params string[] arguments)
    {
        var start = Command.StartInfo("openssl", arguments);
        start.WorkingDirectory = _files.Path;
        (await Command.RunAsync(start)).Succeed();
    }
}
