using System.Text.Json;

namespace Kagimori.Conformance;

/// <summary>A server with a data folder and a seed of its own; both are gone after the test.</summary>
internal sealed class KagimoriServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string>? _environment;
    private readonly List<string> _earlierOutput = [];

    private KagimoriServer(object? seed, IReadOnlyDictionary<string, string>? environment, string[] arguments)
    {
        _environment = environment;
        string[] seeding = seed is null ? [] : ["--seed", _folder.Write("seed.json", JsonSerializer.Serialize(seed, Indented))];
        _arguments = ["--url", "http://127.0.0.1:0", "--data", Data, .. seeding, .. arguments];
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public ServerProcess Process { get; private set; } = null!;

    public Uri Url => Process.Url;

    public string Data => _folder.Of("data");

    public string AuditFolder => Path.Combine(Data, "audit");

    /// <summary>A place for the files of a test.</summary>
    public TempFolder Files { get; } = new();

    /// <summary>What this server has written in all its runs.</summary>
    public string Output => string.Concat(_earlierOutput) + Process.Output;

    /// <param name="seed">The seed as an object that is written as JSON; null for none.</param>
    public static Task<KagimoriServer> StartAsync(object? seed, params string[] arguments) => StartAsync(seed, null, arguments);

    /// <inheritdoc cref="StartAsync(object?, string[])"/>
    /// <param name="environment">Variables that the server gets beside its own environment.</param>
    public static async Task<KagimoriServer> StartAsync(object? seed, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var server = new KagimoriServer(seed, environment, arguments);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            server.DeleteFolders();
            throw;
        }
    }

    /// <summary>Starts a server that has ended, on the same data.</summary>
    public async Task StartAgainAsync()
    {
        if (Process is not null)
        {
            _earlierOutput.Add(Process.Output);
            await Process.DisposeAsync();
        }
        Process = await ServerProcess.StartAsync(_arguments, _environment);
    }

    public SigningClient ClientOf(Identity identity, string region = Demo.Region) => new(Url, identity, region);

    public AwsCli CliOf(Identity identity, string region = Demo.Region) => new(Url, identity, region);

    /// <summary>Runs <c>kagimori audit …</c> on this server's data.</summary>
    public Task<CommandResult> AuditAsync(params string[] arguments) => KagimoriProgram.RunAsync(["audit", .. arguments, "--data", Data]);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        DeleteFolders();
    }

    private void DeleteFolders()
    {
        _folder.Dispose();
        Files.Dispose();
    }
}
