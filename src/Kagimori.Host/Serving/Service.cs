using Kagimori.Host.Development;
using Kagimori.Identities;
using Kagimori.Seeding;

namespace Kagimori.Host.Serving;

/// <summary>The opened data folder with its seed applied, ready to be served.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly ServeOptions _options;
    private readonly Seed _seed;
    private DataFolder _folder;

    private Service(ServeOptions options, Seed seed, ManualClock? clock, DataFolder folder)
    {
        _options = options;
        _seed = seed;
        _folder = folder;
        Clock = clock;
    }

    public Engine Engine => _folder.Engine;

    /// <summary>The clock that tests move; null when the service runs on the system's.</summary>
    public ManualClock? Clock { get; }

    /// <summary>Why the seed could not be applied; empty when it could.</summary>
    public IReadOnlyList<string> Errors { get; private set; } = [];

    /// <summary>The root user's access key when it was made just now, to be shown this once.</summary>
    public (string Id, string Secret)? NewAccessKey { get; private set; }

    public static async Task<Service> OpenAsync(ServeOptions options, Seed seed)
    {
        var clock = options.ManualClock ? new ManualClock(TimeProvider.System.GetUtcNow()) : null;
        var service = new Service(options, seed, clock, await DataFolder.OpenAsync(SettingsOf(options, clock)));
        await service.PrepareAsync();
        return service;
    }

    /// <summary>Back to the seed: every record goes, the root user's access keys stay, the audit trail goes on.</summary>
    /// <remarks>No request may be under way.</remarks>
    public async Task ResetAsync()
    {
        var keys = await RootUser.ExportAsync(Engine, _options.Account);
        await _folder.DisposeAsync();
        DataFolder.DeleteDatabase(_options.Data);
        _folder = await DataFolder.OpenAsync(SettingsOf(_options, Clock));
        await RootUser.ImportAsync(Engine, _options.Account, keys);
        await PrepareAsync();
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static DataFolderSettings SettingsOf(ServeOptions options, ManualClock? clock) => new(options.Data)
    {
        AuditMode = options.Audit, Time = clock ?? TimeProvider.System, ClockWindow = options.ClockWindow,
        Attestation = options.Attestation, CloudHsmClusters = options.CloudHsmClusters,
        TrustedCallers = options.TrustedCallers, GrantPropagation = options.GrantPropagation,
        XksProxy = options.XksProxy, XksTransport = options.XksTransport, OidcTransport = options.OidcTransport, DenialDetail = options.DenialDetail,
    };

    private async Task PrepareAsync()
    {
        Errors = await SeedApplier.ApplyAsync(Engine, _seed);
        if (Errors.Count == 0) NewAccessKey = await RootUser.EnsureAsync(Engine, _options.Account);
    }
}
