using Kagimori.Storage;

namespace Kagimori.Tests.Storage;

/// <summary>A store that is opened only to be read: beside the one that writes, of one moment, and leaving nothing changed.</summary>
public sealed class OpenToReadTests
{
    private static readonly RecordKey Key = new(RecordKind.User, "111122223333", "u");

    [Fact]
    public async Task It_reads_beside_the_service_and_sees_one_moment()
    {
        using var folder = new TempFolder();
        await using var store = SqliteStore.Open(folder.File("kagimori.db"));
        await WriteAsync(store, Key, "1");
        await using (var reading = SqliteStore.OpenToRead(folder.File("kagimori.db")))
        {
            Assert.Equal("1", await ReadAsync(reading));
            await WriteAsync(store, Key with { Id = "v" }, "2");
            Assert.Single(await reading.ScanAsync(RecordKind.User, "111122223333", "", null, 10));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await WriteAsync(reading, Key with { Id = "w" }, "3"));
        }
        await using var later = SqliteStore.OpenToRead(folder.File("kagimori.db"));
        Assert.Equal(2, (await later.ScanAsync(RecordKind.User, "111122223333", "", null, 10)).Count);
    }

    [Fact]
    public async Task It_reads_a_folder_that_no_service_has_and_leaves_it_to_the_next_one()
    {
        using var folder = new TempFolder();
        await using (var store = SqliteStore.Open(folder.File("kagimori.db"))) await WriteAsync(store, Key, "1");
        var before = await File.ReadAllBytesAsync(folder.File("kagimori.db"), TestContext.Current.CancellationToken);
        await using (var reading = SqliteStore.OpenToRead(folder.File("kagimori.db"))) Assert.Equal("1", await ReadAsync(reading));
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.File("kagimori.db"), TestContext.Current.CancellationToken));
        await using var again = SqliteStore.Open(folder.File("kagimori.db"));
        await WriteAsync(again, Key with { Id = "v" }, "2");
        Assert.Equal("1", await ReadAsync(again));
    }

    [Fact]
    public void What_is_not_there_or_not_a_store_is_refused()
    {
        using var folder = new TempFolder();
        Assert.Throws<StoreException>(() => SqliteStore.OpenToRead(folder.File("kagimori.db")));
        File.WriteAllText(folder.File("kagimori.db"), "this is not a database, whatever its name says");
        Assert.Throws<StoreException>(() => SqliteStore.OpenToRead(folder.File("kagimori.db")));
    }

    private static async Task WriteAsync(SqliteStore store, RecordKey key, string body)
    {
        var changes = new ChangeSet();
        changes.Create(key, System.Text.Encoding.UTF8.GetBytes(body));
        Assert.True(await store.CommitAsync(changes));
    }

    private static async Task<string> ReadAsync(SqliteStore store) => System.Text.Encoding.UTF8.GetString((await store.ReadAsync(Key))!.Body.Span);
}
