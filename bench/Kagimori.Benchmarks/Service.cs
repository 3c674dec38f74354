using Kagimori.EndToEnd;
using Kagimori.Seeding;

namespace Kagimori.Benchmarks;

/// <summary>An engine over a data folder of its own with the scenario's seed, deleted when disposed.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly string _path;

    private Service(DataFolder folder, string path)
    {
        _folder = folder;
        _path = path;
    }

    public Engine Engine => _folder.Engine;

    public static async Task<Service> OpenAsync()
    {
        // In memory where there is such a place: the disk of the audit trail is not what is compared here.
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        var path = Path.Combine(parent, $"kagimori-bench-{Environment.ProcessId}-{Environment.TickCount64}", "data");
        // Requests are signed once, so their time must be right for as long as the benchmarks run.
        var folder = await DataFolder.OpenAsync(new DataFolderSettings(path) { ClockWindow = TimeSpan.FromHours(1) });
        var seed = Seed.Read(System.Text.Encoding.UTF8.GetBytes(Scenario.Seed(otherKeys: 9)), out var errors)
            ?? throw new InvalidOperationException(string.Join(" ", errors));
        errors = await SeedApplier.ApplyAsync(folder.Engine, seed);
        return errors.Count == 0 ? new Service(folder, path) : throw new InvalidOperationException(string.Join(" ", errors));
    }

    public async ValueTask DisposeAsync()
    {
        await _folder.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }
}
