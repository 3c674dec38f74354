using Kagimori.Storage;
using Microsoft.Data.Sqlite;

namespace Kagimori.Tests.Storage;

/// <summary>What is SQLite's own: the file, the lock, the log, the transactions.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("kagimori.db");

    public void Dispose() => _folder.Dispose();

    private static ChangeSet Creating(string id, int bytes = 10)
    {
        var changes = new ChangeSet();
        changes.Create(new RecordKey(RecordKind.Key, "p", id), new byte[bytes]);
        return changes;
    }

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Fact]
    public async Task Commits_that_wait_together_share_a_transaction()
    {
        await using var store = SqliteStore.Open(Database);
        var commits = Enumerable.Range(0, 500).Select(i => store.CommitAsync(Creating($"{i}")).AsTask()).ToArray();
        Assert.All(await Task.WhenAll(commits), Assert.True);
        Assert.Equal(500, store.Counters.Commits);
        Assert.InRange(store.Counters.Transactions, 2, 100);
    }

    [Fact]
    public async Task Of_two_sets_in_one_transaction_the_second_sees_the_first()
    {
        await using var store = SqliteStore.Open(Database);
        using var held = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        store.Committed += _ =>
        {
            entered.Set();
            held.Wait(TestContext.Current.CancellationToken);
        };
        var first = store.CommitAsync(Creating("first")).AsTask();
        entered.Wait(TestContext.Current.CancellationToken);
        // The writer is held in the first commit's notification: these four gather and go into one transaction.
        var a = store.CommitAsync(Creating("a")).AsTask();
        var again = store.CommitAsync(Creating("a")).AsTask();
        var seen = new ChangeSet();
        seen.Update(new RecordKey(RecordKind.Key, "p", "a"), 2, new byte[] { 2 });
        var update = store.CommitAsync(seen).AsTask();
        var late = new ChangeSet();
        late.Delete(new RecordKey(RecordKind.Key, "p", "a"), 2);
        var delete = store.CommitAsync(late).AsTask();
        held.Set();

        var answers = await Task.WhenAll(first, a, again, update, delete);
        Assert.Equal([true, true, false, true, false], answers);
        Assert.Equal(2, store.Counters.Transactions);
        Assert.Equal(3, (await store.ReadAsync(new RecordKey(RecordKind.Key, "p", "a")))!.Version);
    }

    [Fact]
    public async Task A_database_of_a_newer_schema_is_refused_and_keeps_every_byte()
    {
        await SqliteStore.Open(Database).DisposeAsync();
        Sql("PRAGMA user_version = 999");
        var before = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        var refusal = Assert.Throws<StoreException>(() => SqliteStore.Open(Database));
        Assert.Contains("schema 999", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_keeps_every_byte()
    {
        var before = Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7 % 251)).ToArray();
        await File.WriteAllBytesAsync(Database, before, TestContext.Current.CancellationToken);
        Assert.Contains(Database, Assert.Throws<StoreException>(() => SqliteStore.Open(Database)).Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Another_applications_database_is_refused()
    {
        Sql("CREATE TABLE theirs (x)");
        Assert.Contains("another application", Assert.Throws<StoreException>(() => SqliteStore.Open(Database)).Message, StringComparison.Ordinal);
        Sql("DROP TABLE theirs; PRAGMA application_id = 42");
        Assert.Throws<StoreException>(() => SqliteStore.Open(Database));
    }

    [Fact]
    public async Task An_empty_file_becomes_a_store()
    {
        await File.WriteAllBytesAsync(Database, [], TestContext.Current.CancellationToken);
        await using var store = SqliteStore.Open(Database);
        Assert.True(await store.CommitAsync(Creating("a")));
    }

    [Fact]
    public async Task A_refused_open_gives_the_folder_back()
    {
        await File.WriteAllTextAsync(Database, "garbage, and enough of it to be looked at", TestContext.Current.CancellationToken);
        Assert.Throws<StoreException>(() => SqliteStore.Open(Database));
        File.Delete(Database);
        await SqliteStore.Open(Database).DisposeAsync();
    }

    [Fact]
    public async Task The_folder_belongs_to_one_store_at_a_time()
    {
        await using (SqliteStore.Open(Database))
        {
            var refusal = Assert.Throws<StoreException>(() => SqliteStore.Open(_folder.File("other.db")));
            Assert.Contains("in use by another process", refusal.Message, StringComparison.Ordinal);
        }
        await SqliteStore.Open(Database).DisposeAsync();
    }

    [Fact]
    public async Task The_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        var folder = _folder.File("data");
        await using var store = SqliteStore.Open(Path.Combine(folder, "kagimori.db"));
        await store.CommitAsync(Creating("a"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        foreach (var file in Directory.GetFiles(folder)) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_log_is_moved_into_the_database_in_the_background()
    {
        await using var store = SqliteStore.Open(Database, new SqliteStoreSettings { CheckpointPages = 50 });
        for (var i = 0; i < 200; i++) await store.CommitAsync(Creating($"{i}", 3000));
        Assert.True(SpinWait.SpinUntil(() => store.Counters.Checkpoints > 0, TimeSpan.FromSeconds(30)));
        Assert.True(new FileInfo(Database).Length > 50 * 3000);
    }

    [Fact]
    public async Task Under_steady_writing_the_log_is_begun_anew_and_stays_short()
    {
        await using var store = SqliteStore.Open(Database, new SqliteStoreSettings { CheckpointPages = 20 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++) await store.CommitAsync(Creating($"{writer}/{i}", 3500));
        })));
        // 2,000 records are more than 2,000 pages; the log that is never begun anew would hold them all, and interior pages besides.
        Assert.InRange(new FileInfo(Database + "-wal").Length, 1, 1500 * 4096);
    }

    [Fact]
    public async Task A_closed_store_leaves_no_log()
    {
        var store = SqliteStore.Open(Database);
        await store.CommitAsync(Creating("a"));
        Assert.True(new FileInfo(Database + "-wal").Length > 0);
        await store.DisposeAsync();
        Assert.False(File.Exists(Database + "-wal") && new FileInfo(Database + "-wal").Length > 0);
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_files_when_the_process_dies()
    {
        await using var store = SqliteStore.Open(Database, new SqliteStoreSettings { CheckpointPages = 40 });
        for (var i = 0; i < 100; i++) await store.CommitAsync(Creating($"{i}", 2000));
        var copy = _folder.File("copy");
        Directory.CreateDirectory(copy);
        // The files as they are now, without the closing that a killed process does not do.
        File.Copy(Database + "-wal", Path.Combine(copy, "kagimori.db-wal"));
        File.Copy(Database, Path.Combine(copy, "kagimori.db"));
        await using var survivor = SqliteStore.Open(Path.Combine(copy, "kagimori.db"));
        for (var i = 0; i < 100; i++) Assert.NotNull(await survivor.ReadAsync(new RecordKey(RecordKind.Key, "p", $"{i}")));
    }

    [Fact]
    public async Task A_full_disk_fails_the_commit_acknowledges_nothing_and_the_store_goes_on()
    {
        await using var store = SqliteStore.Open(Database, new SqliteStoreSettings { MaxPages = 20 });
        Assert.True(await store.CommitAsync(Creating("small")));
        var refusal = await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(Creating("large", 1_000_000)).AsTask());
        Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
        Assert.False(store.IsHealthy);
        Assert.NotNull(store.LastError);
        Assert.Null(await store.ReadAsync(new RecordKey(RecordKind.Key, "p", "large")));

        var next = Creating("next");
        Assert.True(await store.CommitAsync(next));
        Assert.True(store.IsHealthy);
        Assert.Equal(2, next.CommittedVersion);
    }

    [Fact]
    public async Task A_subscriber_that_throws_fails_the_commit_and_leaves_the_store_unhealthy()
    {
        await using var store = SqliteStore.Open(Database);
        store.Committed += _ => throw new InvalidOperationException("stale");
        await Assert.ThrowsAsync<StoreException>(() => store.CommitAsync(Creating("a")).AsTask());
        Assert.False(store.IsHealthy);
        Assert.Contains("stale", store.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposal_makes_waiting_commits_durable_and_accepts_no_more()
    {
        var store = SqliteStore.Open(Database);
        var commits = Enumerable.Range(0, 300).Select(i => store.CommitAsync(Creating($"{i}")).AsTask()).ToArray();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(commits), Assert.True);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.CommitAsync(Creating("late")).AsTask());
        await using var again = SqliteStore.Open(Database);
        Assert.Equal(300, (await again.ScanAsync(RecordKind.Key, "p", "", null, 1000)).Count);
    }

    [Fact]
    public async Task Reads_complete_synchronously()
    {
        await using var store = SqliteStore.Open(Database);
        await store.CommitAsync(Creating("a"));
        Assert.True(store.ReadAsync(new RecordKey(RecordKind.Key, "p", "a")).AsTask().IsCompletedSuccessfully);
        Assert.True(store.ScanAsync(RecordKind.Key, "p", "", null, 10).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Every_migration_has_run_and_the_file_says_whose_it_is()
    {
        await SqliteStore.Open(Database).DisposeAsync();
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False;Mode=ReadOnly");
        connection.Open();
        Assert.Equal(SqliteSchema.ApplicationId, SqliteFile.Number(connection, "PRAGMA application_id"));
        Assert.Equal(SqliteSchema.NewestVersion, SqliteFile.Number(connection, "PRAGMA user_version"));
    }
}
