using Kagimori.Storage;

namespace Kagimori.Tests.Storage;

/// <summary>The contract, over SQLite.</summary>
public sealed class SqliteStoreContractTests : StoreContractTests
{
    private readonly TempFolder _folder = new();

    protected override SqliteStore Open() => SqliteStore.Open(_folder.File("kagimori.db"));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
