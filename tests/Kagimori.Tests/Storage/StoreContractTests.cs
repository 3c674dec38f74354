using System.Text;
using Kagimori.Storage;

namespace Kagimori.Tests.Storage;

/// <summary>What every store does, whatever it stands on. A store's own test class says how to open it.</summary>
public abstract class StoreContractTests : IAsyncLifetime
{
    private SqliteStore _store = null!;

    /// <summary>Opens the store; a second time, after the first has been closed, finds the same records.</summary>
    protected abstract SqliteStore Open();

    protected SqliteStore Store => _store;

    public virtual ValueTask InitializeAsync()
    {
        _store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
    }

    protected async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = Open();
    }

    protected static RecordKey Key(string id, string partition = "111122223333", RecordKind kind = RecordKind.Key) => new(kind, partition, id);

    protected static byte[] Body(string text) => Encoding.UTF8.GetBytes(text);

    protected async Task<long> CreateAsync(RecordKey key, string body)
    {
        var changes = new ChangeSet();
        changes.Create(key, Body(body));
        Assert.True(await _store.CommitAsync(changes));
        return changes.CommittedVersion;
    }

    protected async Task<string?> BodyOfAsync(RecordKey key) =>
        await _store.ReadAsync(key) is { } record ? Encoding.UTF8.GetString(record.Body.Span) : null;

    private Task<bool> CommitAsync(Action<ChangeSet> build)
    {
        var changes = new ChangeSet();
        build(changes);
        return _store.CommitAsync(changes).AsTask();
    }

    private async Task<List<string>> ScanAsync(string prefix = "", string? after = null, int limit = 1000) =>
        [.. (await _store.ScanAsync(RecordKind.Alias, "p", prefix, after, limit)).Select(record => record.Key.Id)];

    private async Task FillAsync(params string[] ids) => Assert.True(await CommitAsync(changes =>
    {
        foreach (var id in ids) changes.Create(Key(id, "p", RecordKind.Alias), Body(id));
    }));

    [Fact]
    public async Task What_was_created_is_read_back()
    {
        var version = await CreateAsync(Key("a"), "one");
        var record = await _store.ReadAsync(Key("a"));
        Assert.NotNull(record);
        Assert.Equal(Key("a"), record.Key);
        Assert.Equal(version, record.Version);
        Assert.Equal("one", Encoding.UTF8.GetString(record.Body.Span));
    }

    [Fact]
    public async Task An_absent_record_reads_as_null() => Assert.Null(await _store.ReadAsync(Key("none")));

    [Fact]
    public async Task Kind_partition_and_id_together_make_the_key()
    {
        await CreateAsync(Key("a"), "one");
        await CreateAsync(Key("a", kind: RecordKind.Alias), "two");
        await CreateAsync(Key("a", partition: "444455556666"), "three");
        Assert.Equal("one", await BodyOfAsync(Key("a")));
        Assert.Equal("two", await BodyOfAsync(Key("a", kind: RecordKind.Alias)));
        Assert.Equal("three", await BodyOfAsync(Key("a", partition: "444455556666")));
    }

    [Fact]
    public async Task An_empty_body_and_a_slice_of_a_larger_buffer_are_kept_exactly()
    {
        await CreateAsync(Key("empty"), "");
        Assert.True(await CommitAsync(changes => changes.Create(Key("slice"), Body("xxmiddlexx").AsMemory(2, 6))));
        Assert.Equal("", await BodyOfAsync(Key("empty")));
        Assert.Equal("middle", await BodyOfAsync(Key("slice")));
    }

    [Fact]
    public async Task Creating_what_exists_is_a_conflict_and_leaves_it()
    {
        await CreateAsync(Key("a"), "one");
        Assert.False(await CommitAsync(changes => changes.Create(Key("a"), Body("two"))));
        Assert.Equal("one", await BodyOfAsync(Key("a")));
    }

    [Fact]
    public async Task Updating_at_the_expected_version_replaces_the_body_and_the_version()
    {
        var first = await CreateAsync(Key("a"), "one");
        var changes = new ChangeSet();
        changes.Update(Key("a"), first, Body("two"));
        Assert.True(await _store.CommitAsync(changes));
        var record = await _store.ReadAsync(Key("a"));
        Assert.Equal("two", Encoding.UTF8.GetString(record!.Body.Span));
        Assert.True(record.Version > first);
        Assert.Equal(changes.CommittedVersion, record.Version);
    }

    [Fact]
    public async Task Updating_at_another_version_is_a_conflict()
    {
        var first = await CreateAsync(Key("a"), "one");
        Assert.False(await CommitAsync(changes => changes.Update(Key("a"), first + 1, Body("two"))));
        Assert.False(await CommitAsync(changes => changes.Update(Key("absent"), first, Body("two"))));
        Assert.Equal("one", await BodyOfAsync(Key("a")));
    }

    [Fact]
    public async Task Deleting_at_the_expected_version_removes_and_at_another_does_not()
    {
        var first = await CreateAsync(Key("a"), "one");
        Assert.False(await CommitAsync(changes => changes.Delete(Key("a"), first + 1)));
        Assert.Equal("one", await BodyOfAsync(Key("a")));
        Assert.True(await CommitAsync(changes => changes.Delete(Key("a"), first)));
        Assert.Null(await BodyOfAsync(Key("a")));
        Assert.False(await CommitAsync(changes => changes.Delete(Key("a"), first)));
    }

    [Fact]
    public async Task A_requirement_guards_the_rest_of_the_set_and_alters_nothing()
    {
        var account = await CreateAsync(Key("account"), "open");
        Assert.True(await CommitAsync(changes =>
        {
            changes.Require(Key("account"), account);
            changes.Create(Key("a"), Body("one"));
        }));
        Assert.False(await CommitAsync(changes =>
        {
            changes.Require(Key("account"), account + 1);
            changes.Create(Key("b"), Body("two"));
        }));
        Assert.Null(await BodyOfAsync(Key("b")));
        Assert.Equal(account, (await _store.ReadAsync(Key("account")))!.Version);
    }

    [Fact]
    public async Task A_requirement_of_version_zero_means_still_absent()
    {
        Assert.True(await CommitAsync(changes =>
        {
            changes.Require(Key("alias"), 0);
            changes.Create(Key("a"), Body("one"));
        }));
        await CreateAsync(Key("alias"), "taken");
        Assert.False(await CommitAsync(changes =>
        {
            changes.Require(Key("alias"), 0);
            changes.Create(Key("b"), Body("two"));
        }));
    }

    [Fact]
    public async Task A_set_of_requirements_alone_answers_whether_they_hold()
    {
        var version = await CreateAsync(Key("a"), "one");
        Assert.True(await CommitAsync(changes => changes.Require(Key("a"), version)));
        Assert.False(await CommitAsync(changes => changes.Require(Key("a"), 0)));
    }

    [Fact]
    public async Task A_conflict_anywhere_leaves_nothing_of_the_set()
    {
        var first = await CreateAsync(Key("m"), "one");
        Assert.False(await CommitAsync(changes =>
        {
            changes.Create(Key("a"), Body("new"));
            changes.Update(Key("m"), first, Body("changed"));
            changes.Create(Key("m2"), Body("new"));
            changes.Delete(Key("absent"), 1);
        }));
        Assert.Null(await BodyOfAsync(Key("a")));
        Assert.Null(await BodyOfAsync(Key("m2")));
        Assert.Equal("one", await BodyOfAsync(Key("m")));
    }

    [Fact]
    public async Task Every_record_a_set_alters_gets_its_one_version()
    {
        var changes = new ChangeSet();
        changes.Create(Key("a"), Body("one"));
        changes.Create(Key("b"), Body("two"));
        Assert.True(await _store.CommitAsync(changes));
        Assert.Equal(changes.CommittedVersion, (await _store.ReadAsync(Key("a")))!.Version);
        Assert.Equal(changes.CommittedVersion, (await _store.ReadAsync(Key("b")))!.Version);
    }

    [Fact]
    public async Task A_recreated_record_never_has_a_version_it_had_before()
    {
        var seen = new HashSet<long>();
        for (var i = 0; i < 5; i++)
        {
            var version = await CreateAsync(Key("a"), "again");
            Assert.True(seen.Add(version));
            Assert.True(await CommitAsync(changes => changes.Delete(Key("a"), version)));
            if (i == 2) await ReopenAsync();
        }
    }

    [Fact]
    public async Task An_empty_set_is_committed() => Assert.True(await _store.CommitAsync(new ChangeSet()));

    [Fact]
    public async Task A_reopened_store_has_every_acknowledged_change()
    {
        var a = await CreateAsync(Key("a"), "one");
        var b = await CreateAsync(Key("b"), "two");
        Assert.True(await CommitAsync(changes =>
        {
            changes.Update(Key("a"), a, Body("changed"));
            changes.Delete(Key("b"), b);
        }));
        await ReopenAsync();
        Assert.Equal("changed", await BodyOfAsync(Key("a")));
        Assert.Null(await BodyOfAsync(Key("b")));
    }

    [Fact]
    public async Task A_scan_is_in_the_order_of_UTF8_bytes()
    {
        // U+FF5E is before U+1F511 in UTF-8 and after it in UTF-16.
        string[] ids = ["Z", "a", "aa", "ab", "é", "ｅ", "～", "\U0001F511", "alias/x_y", "alias/x%y", "alias/xzy", ""];
        await FillAsync(ids);
        var expected = ids.OrderBy(id => Convert.ToHexString(Body(id)), StringComparer.Ordinal).ToList();
        Assert.Equal(expected, await ScanAsync());
    }

    [Fact]
    public async Task A_prefix_is_literal_text()
    {
        await FillAsync("alias/x_y", "alias/x%y", "alias/xzy", "alias/x", "alias0", "alias", "é", "éa", "e");
        Assert.Equal(["alias/x_y"], await ScanAsync("alias/x_"));
        Assert.Equal(["alias/x%y"], await ScanAsync("alias/x%"));
        Assert.Equal(["alias/x", "alias/x%y", "alias/x_y", "alias/xzy"], await ScanAsync("alias/"));
        Assert.Equal(["é", "éa"], await ScanAsync("é"));
        Assert.Empty(await ScanAsync("nothing"));
    }

    [Theory]
    [InlineData("\uD7FF")]
    [InlineData("\uFFFF")]
    [InlineData("\U0010FFFF")]
    [InlineData("a\U0010FFFF")]
    [InlineData("\U0001F511")]
    public async Task A_prefix_may_end_at_the_edges_of_Unicode(string prefix)
    {
        await FillAsync(prefix, prefix + "a", prefix + "\U0010FFFF", "a", "b", "\uE000");
        Assert.Equal([prefix, prefix + "a", prefix + "\U0010FFFF"], await ScanAsync(prefix));
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_repetition()
    {
        string[] ids = [.. Enumerable.Range(0, 25).Select(i => $"k{i:D2}"), "\U0001F511", "～"];
        await FillAsync(ids);
        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = await ScanAsync("", after, 4);
            Assert.True(page.Count <= 4);
            if (page.Count == 0) break;
            seen.AddRange(page);
            after = page[^1];
        }
        Assert.Equal(await ScanAsync(), seen);
        Assert.Equal(ids.Length, seen.Count);
    }

    [Fact]
    public async Task A_page_may_start_after_an_id_that_is_not_there_or_not_in_the_prefix()
    {
        await FillAsync("a", "k1", "k3", "z");
        Assert.Equal(["k3"], await ScanAsync("k", "k2"));
        Assert.Equal(["k1", "k3"], await ScanAsync("k", "b"));
        Assert.Equal(["k1", "k3"], await ScanAsync("k", ""));
        Assert.Empty(await ScanAsync("k", "z"));
        Assert.Empty(await ScanAsync("k", "k3"));
    }

    [Fact]
    public async Task A_scan_stays_in_its_kind_and_partition()
    {
        await FillAsync("a");
        await CreateAsync(Key("b", "p", RecordKind.Grant), "x");
        await CreateAsync(Key("c", "q", RecordKind.Alias), "x");
        Assert.Equal(["a"], await ScanAsync());
    }

    [Fact]
    public async Task An_ill_formed_id_names_no_record()
    {
        await CreateAsync(Key("\uFFFD"), "replacement");
        Assert.Null(await _store.ReadAsync(Key("\uD800")));
        Assert.Null(await _store.ReadAsync(Key("\uFFFD\0")));
        Assert.Empty(await ScanAsync("\uD800"));
    }

    [Fact]
    public async Task Of_many_writers_of_one_counter_none_loses_an_update()
    {
        const int Writers = 32, Each = 25;
        await CreateAsync(Key("counter"), "0");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < Each;)
            {
                var record = (await _store.ReadAsync(Key("counter")))!;
                var next = int.Parse(Encoding.UTF8.GetString(record.Body.Span), System.Globalization.CultureInfo.InvariantCulture) + 1;
                if (await CommitAsync(changes => changes.Update(Key("counter"), record.Version, Body($"{next}")))) done++;
            }
        })));
        Assert.Equal($"{Writers * Each}", await BodyOfAsync(Key("counter")));
    }

    [Fact]
    public async Task Of_many_creators_of_one_record_exactly_one_succeeds()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i =>
            Task.Run(() => CommitAsync(changes => changes.Create(Key("one"), Body($"{i}"))))));
        Assert.Single(answers, answer => answer);
        Assert.Equal($"{Array.IndexOf(answers, true)}", await BodyOfAsync(Key("one")));
    }

    [Fact]
    public async Task An_acknowledged_change_is_seen_by_the_next_read_on_any_thread()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await CreateAsync(Key($"{writer}/{i}"), $"{i}");
                Assert.Equal($"{i}", await Task.Run(() => BodyOfAsync(Key($"{writer}/{i}"))));
            }
        })));
    }

    [Fact]
    public async Task Committed_is_raised_in_version_order_before_the_commit_answers_and_not_for_conflicts()
    {
        var versions = new List<long>();
        var known = new HashSet<RecordKey>();
        _store.Committed += changes =>
        {
            versions.Add(changes.CommittedVersion);
            lock (known) known.Add(changes.Changes[0].Key);
        };
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            var key = Key($"k{i / 2}");
            if (!await CommitAsync(changes => changes.Create(key, Body("x")))) return;
            lock (known) Assert.Contains(key, known);
        })));
        Assert.Equal(50, versions.Count);
        Assert.Equal(versions.Order().Distinct(), versions);
    }
}
