using System.Text;
using System.Text.Json;
using Kagimori.Audit;
using Kagimori.Tests.Storage;

namespace Kagimori.Tests.Audit;

/// <summary>Recording: order, durability, rotation, restart, recovery, refusal.</summary>
public sealed class AuditTrailTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private AuditTrail Open(AuditMode mode = AuditMode.Async, long rotationBytes = AuditTrail.DefaultRotationBytes, int capacity = 4 * 1024 * 1024) =>
        AuditTrail.Open(_folder.Path, mode, FixedTime.Noon, rotationBytes, capacity);

    private async Task RecordAsync(int from, int count, long rotationBytes = AuditTrail.DefaultRotationBytes)
    {
        await using var trail = Open(rotationBytes: rotationBytes);
        for (var i = from; i < from + count; i++) await trail.RecordAsync(AnEvent.Number(i));
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Path, "audit-*.jsonl").Order(StringComparer.Ordinal)];

    private List<JsonElement> Records() =>
        [.. Files().SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement.Clone())];

    private static string RequestId(JsonElement record) => record.GetProperty("requestID").GetString()!;

    [Fact]
    public async Task The_first_record_is_linked_to_zeros_and_carries_its_own_hash()
    {
        await RecordAsync(0, 1);
        var line = Assert.Single(await File.ReadAllLinesAsync(_folder.File("audit-000001.jsonl"), TestContext.Current.CancellationToken));
        var chain = JsonDocument.Parse(line).RootElement.GetProperty("kagimori");
        Assert.Equal(1, chain.GetProperty("sequence").GetInt64());
        Assert.Equal(AuditChain.ZeroHash, chain.GetProperty("previous").GetString());
        var hashed = line[..line.LastIndexOf(",\"hash\":", StringComparison.Ordinal)];
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(hashed))),
            chain.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task The_chain_goes_on_across_files_and_restarts()
    {
        await RecordAsync(0, 10, rotationBytes: 5000);
        await RecordAsync(10, 10, rotationBytes: 5000);
        await RecordAsync(20, 10, rotationBytes: 5000);
        Assert.True(Files().Length > 3);
        Assert.All(Files(), file => Assert.InRange(new FileInfo(file).Length, 1, 5000));
        var result = await AuditVerifier.VerifyAsync(_folder.Path);
        Assert.Null(result.Break);
        Assert.Equal((30, 1, 30), (result.Count, result.FirstSequence, result.LastSequence));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i:D8}"), Records().Select(RequestId));
    }

    [Fact]
    public async Task A_record_larger_than_a_file_has_one_for_itself()
    {
        await RecordAsync(0, 3, rotationBytes: 10);
        Assert.Equal(3, Files().Length);
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path)).IsIntact);
    }

    [Theory]
    [InlineData(AuditMode.Async)]
    [InlineData(AuditMode.Strict)]
    public async Task Of_what_many_threads_record_all_is_there_once_and_numbered_without_gap(AuditMode mode)
    {
        const int Threads = 8, Each = 2000;
        await using (var trail = Open(mode, rotationBytes: 1024 * 1024))
        {
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
            {
                for (var i = 0; i < Each; i++) await trail.RecordAsync(AnEvent.Number(thread * Each + i));
            })));
        }
        var records = Records();
        Assert.Equal(Threads * Each, records.Count);
        Assert.Equal(Threads * Each, records.Select(RequestId).ToHashSet(StringComparer.Ordinal).Count);
        Assert.Equal(Enumerable.Range(1, Threads * Each).Select(i => (long)i),
            records.Select(record => record.GetProperty("kagimori").GetProperty("sequence").GetInt64()));
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path)).IsIntact);
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_and_drops_nothing()
    {
        await using (var trail = Open(capacity: 3000))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
            {
                for (var i = 0; i < 100; i++) await trail.RecordAsync(AnEvent.Number(thread * 100 + i));
            })));
        }
        Assert.Equal(800, (await AuditVerifier.VerifyAsync(_folder.Path)).Count);
    }

    [Fact]
    public async Task An_event_may_be_reused_as_soon_as_the_call_returns()
    {
        await using (var trail = Open(capacity: 3000))
        {
            var e = AnEvent.Number(0);
            var calls = new List<Task>();
            for (var i = 0; i < 50; i++)
            {
                e.RequestId = $"{i:D8}";
                calls.Add(trail.RecordAsync(e).AsTask());
            }
            await Task.WhenAll(calls);
        }
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i:D8}"), Records().Select(RequestId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Strict_answers_after_the_disk_and_what_it_acknowledged_is_in_the_file()
    {
        await using var trail = Open(AuditMode.Strict);
        for (var i = 0; i < 5; i++)
        {
            var before = trail.Counters.Syncs;
            await trail.RecordAsync(AnEvent.Number(i));
            Assert.True(trail.Counters.Syncs > before);
            Assert.Equal(i + 1, (await AuditVerifier.VerifyAsync(_folder.Path)).Count);
        }
    }

    [Fact]
    public async Task Strict_callers_share_the_wait_for_the_disk()
    {
        await using var trail = Open(AuditMode.Strict);
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => trail.RecordAsync(AnEvent.Number(i)).AsTask()));
        Assert.Equal(500, trail.Counters.Records);
        Assert.InRange(trail.Counters.Syncs, 1, 250);
    }

    [Fact]
    public async Task Async_hands_over_at_once_and_the_disk_has_it_within_a_second_or_so()
    {
        await using var trail = Open();
        Assert.True(trail.RecordAsync(AnEvent.Number(0)).AsTask().IsCompletedSuccessfully);
        Assert.True(SpinWait.SpinUntil(() => trail.Counters.Syncs > 0, TimeSpan.FromSeconds(30)));
        Assert.Equal(1, (await AuditVerifier.VerifyAsync(_folder.Path)).Count);
    }

    [Fact]
    public async Task A_flush_answers_when_all_handed_over_before_is_on_disk()
    {
        await using var trail = Open();
        for (var i = 0; i < 100; i++) await trail.RecordAsync(AnEvent.Number(i));
        await trail.FlushAsync();
        Assert.True(trail.Counters.Syncs > 0);
        Assert.Equal(100, (await AuditVerifier.VerifyAsync(_folder.Path)).Count);
        Assert.Equal(trail.Head, (await AuditVerifier.VerifyAsync(_folder.Path)).Head);
        await trail.FlushAsync();
    }

    [Fact]
    public async Task Disposal_writes_everything_and_accepts_no_more()
    {
        var trail = Open();
        for (var i = 0; i < 1000; i++) await trail.RecordAsync(AnEvent.Number(i));
        await trail.DisposeAsync();
        await trail.DisposeAsync();
        Assert.Equal(1000, (await AuditVerifier.VerifyAsync(_folder.Path)).Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => trail.RecordAsync(AnEvent.Number(1)).AsTask());
    }

    [Fact]
    public async Task A_line_torn_by_a_crash_is_cut_off_and_the_cut_is_on_record()
    {
        await RecordAsync(0, 5);
        var path = _folder.File("audit-000001.jsonl");
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(path, lines[0][..100], TestContext.Current.CancellationToken);
        Assert.Equal(AuditBreakKind.Truncated, (await AuditVerifier.VerifyAsync(_folder.Path)).Break!.Kind);

        await RecordAsync(5, 2);
        var records = Records();
        Assert.Equal(8, (await AuditVerifier.VerifyAsync(_folder.Path)).Count);
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path)).IsIntact);
        Assert.Equal("AuditTrailRecovered", records[5].GetProperty("eventName").GetString());
        Assert.Equal("2026-03-01T12:00:00Z", records[5].GetProperty("eventTime").GetString());
        var details = records[5].GetProperty("serviceEventDetails");
        Assert.Equal("audit-000001.jsonl", details.GetProperty("file").GetString());
        Assert.Equal(100, details.GetProperty("bytes").GetInt64());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(lines[0][..100]))),
            details.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task A_crash_at_any_byte_of_the_last_write_leaves_a_trail_that_goes_on()
    {
        await RecordAsync(0, 3);
        var path = _folder.File("audit-000001.jsonl");
        var whole = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var length = 0; length < whole.Length; length += 61)
        {
            await File.WriteAllBytesAsync(path, whole[..length], TestContext.Current.CancellationToken);
            var survivors = whole.AsSpan(0, length).Count((byte)'\n');
            var torn = length > 0 && whole[length - 1] != '\n';
            await RecordAsync(9, 1);
            var result = await AuditVerifier.VerifyAsync(_folder.Path);
            Assert.True(result.IsIntact, $"at {length}: {result.Break?.Message}");
            Assert.Equal(survivors + (torn ? 1 : 0) + 1, result.Count);
        }
    }

    [Fact]
    public async Task A_last_file_without_a_record_continues_the_one_before()
    {
        await RecordAsync(0, 3);
        await File.WriteAllTextAsync(_folder.File("audit-000002.jsonl"), "{\"torn", TestContext.Current.CancellationToken);
        await RecordAsync(3, 1);
        var result = await AuditVerifier.VerifyAsync(_folder.Path);
        Assert.True(result.IsIntact, result.Break?.Message);
        Assert.Equal(5, result.Count);
    }

    [Fact]
    public async Task A_damaged_end_is_kept_beside_the_trail_when_it_is_cut_off()
    {
        await RecordAsync(0, 3);
        var path = _folder.File("audit-000001.jsonl");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        var last = bytes.AsSpan(0, bytes.Length - 1).LastIndexOf((byte)'\n') + 1;
        bytes.AsSpan(last, 200).Clear();
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        await RecordAsync(3, 1);
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path)).IsIntact);
        var details = Records()[2].GetProperty("serviceEventDetails");
        var kept = _folder.File(details.GetProperty("keptAs").GetString()!);
        Assert.Equal(bytes[last..], await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_trail_has_one_writer_at_a_time()
    {
        await using var trail = Open();
        Assert.Contains("in use", Assert.Throws<AuditException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_refused_at_once()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", TestContext.Current.CancellationToken);
        var refusal = Assert.Throws<AuditException>(() =>
            AuditTrail.Open(Path.Combine(_folder.File("file"), "audit"), AuditMode.Async, FixedTime.Noon));
        Assert.Contains("cannot be opened", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuditMode.Async)]
    [InlineData(AuditMode.Strict)]
    public async Task A_trail_that_cannot_be_written_throws_keeps_what_it_was_given_and_goes_on_when_it_can(AuditMode mode)
    {
        // A directory stands where the next file must be created: writing the second record fails for as long as it is there.
        Directory.CreateDirectory(_folder.File("audit-000002.jsonl"));
        await using (var trail = Open(mode, rotationBytes: 10))
        {
            await trail.RecordAsync(AnEvent.Number(0));
            await trail.FlushAsync();
            var second = trail.RecordAsync(AnEvent.Number(1)).AsTask();
            if (mode == AuditMode.Strict) await Assert.ThrowsAsync<AuditException>(() => second);
            Assert.True(SpinWait.SpinUntil(() => !trail.IsHealthy, TimeSpan.FromSeconds(30)));
            Assert.Contains("cannot be written", trail.LastError, StringComparison.Ordinal);
            await Assert.ThrowsAsync<AuditException>(() => trail.RecordAsync(AnEvent.Number(2)).AsTask());
            await Assert.ThrowsAsync<AuditException>(() => trail.FlushAsync().AsTask());

            Directory.Delete(_folder.File("audit-000002.jsonl"));
            Assert.True(SpinWait.SpinUntil(() => trail.IsHealthy, TimeSpan.FromSeconds(30)));
            await trail.RecordAsync(AnEvent.Number(3));
        }
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path)).IsIntact);
        Assert.Equal(["00000000", "00000001", "00000002", "00000003"], Records().Select(RequestId));
    }

    [Fact]
    public async Task Disposal_that_loses_records_says_so()
    {
        Directory.CreateDirectory(_folder.File("audit-000002.jsonl"));
        var trail = Open(rotationBytes: 10);
        await trail.RecordAsync(AnEvent.Number(0));
        await trail.RecordAsync(AnEvent.Number(1));
        await Assert.ThrowsAsync<AuditException>(() => trail.DisposeAsync().AsTask());
        await Open().DisposeAsync();
    }

    [Fact]
    public async Task The_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        await RecordAsync(0, 3, rotationBytes: 10);
        foreach (var file in Files()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }
}
