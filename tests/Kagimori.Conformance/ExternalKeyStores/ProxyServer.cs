using System.Globalization;
using System.Text.Json;

namespace Kagimori.Conformance.ExternalKeyStores;

/// <summary>A server that is an external key store proxy, over TLS, with one key.</summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    public const string HostName = "xks.example.com";
    public const string UriPath = "/team-a/kms/xks/v1";
    public const string KeyName = "orders";
    public const string AccessKeyId = "AXKSTESTTESTTESTTEST";
    public const string Secret = "the+secret/access+key/of+a/proxy/of+43/chars";

    /// <summary>The Region that the other KMS signs for.</summary>
    public const string CallingRegion = "eu-central-1";

    /// <summary>The key in the proxy's own account.</summary>
    public const string KeyId = "11111111-2222-3333-4444-555555555555";

    private readonly TempFolder _files = new();
    private readonly string[] _arguments;

    private ProxyServer()
    {
        var seed = _files.Write("seed.json", JsonSerializer.Serialize(Demo.Seed($"arn:aws:kms:{Demo.Region}:{Demo.Account}:key/*", new { region = Demo.Region, id = KeyId })));
        var proxy = _files.Write("proxy.json", JsonSerializer.Serialize(new
        {
            keyStores = new[]
            {
                new
                {
                    uriPathPrefix = "/team-a", region = CallingRegion, user = Demo.UserArn(Demo.User2),
                    credentials = new[] { new { accessKeyId = AccessKeyId, rawSecretAccessKey = Secret } },
                    keys = new Dictionary<string, string> { [KeyName] = $"arn:aws:kms:{Demo.Region}:{Demo.Account}:key/{KeyId}" },
                },
            },
        }));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(proxy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _arguments =
        [
            "--url", "http://127.0.0.1:0", "--url", "https://127.0.0.1:0", "--certificate", Certificates.CertificateFile, "--certificate-key", Certificates.KeyFile,
            "--data", Data, "--seed", seed, "--xks-proxy", proxy, "--audit", "strict",
        ];
    }

    public Certificates Certificates { get; } = new(HostName);

    public ServerProcess Process { get; private set; } = null!;

    public string Data => _files.Of("data");

    /// <summary>The port of the TLS address, which stays the server's for all its life.</summary>
    public int TlsPort { get; private set; }

    public static async Task<ProxyServer> StartAsync()
    {
        var server = new ProxyServer();
        server.Process = await ServerProcess.StartAsync(server._arguments);
        var https = server.Process.Output.Split('\n')[0].Split([' ', ',', ';']).Single(word => word.StartsWith("https://", StringComparison.Ordinal));
        server.TlsPort = new Uri(https).Port;
        return server;
    }

    public SigningClient ClientOf(Identity identity) => new(Process.Url, identity, Demo.Region);

    /// <summary>What another server must be told to find this one.</summary>
    public string[] ClientArguments =>
        ["--external-key-store-ca", Certificates.RootFile, "--external-key-store-address", string.Create(CultureInfo.InvariantCulture, $"{HostName}=127.0.0.1:{TlsPort}")];

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Certificates.Dispose();
        _files.Dispose();
    }
}
