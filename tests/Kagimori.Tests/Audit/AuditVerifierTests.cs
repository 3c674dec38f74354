using CsCheck;
using Kagimori.Audit;
using Kagimori.Tests.Storage;

namespace Kagimori.Tests.Audit;

/// <summary>Whatever is done to a trail afterwards is found, and found where it was done.</summary>
public sealed class AuditVerifierTests : IAsyncLifetime
{
    private const int Count = 30;

    private readonly TempFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await using var trail = AuditTrail.Open(_folder.Path, AuditMode.Async, FixedTime.Noon, rotationBytes: 11_000);
        for (var i = 0; i < Count; i++) await trail.RecordAsync(AnEvent.Number(i));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string[] Files() => [.. Directory.GetFiles(_folder.Path, "audit-*.jsonl").Order(StringComparer.Ordinal)];

    private async Task<AuditBreak> BreakAsync(string? expectedHead = null)
    {
        var result = await AuditVerifier.VerifyAsync(_folder.Path, expectedHead);
        Assert.False(result.IsIntact);
        return result.Break!;
    }

    private static List<string> Lines(string file) => [.. File.ReadAllLines(file)];

    private static void Write(string file, IEnumerable<string> lines) => File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));

    private static long FirstSequence(string file) =>
        AuditChain.TryRead(System.Text.Encoding.UTF8.GetBytes(Lines(file)[0]), out var link) ? link.Sequence : 0;

    [Fact]
    public async Task An_untouched_trail_over_several_files_is_intact()
    {
        Assert.True(Files().Length >= 3);
        var result = await AuditVerifier.VerifyAsync(_folder.Path);
        Assert.Null(result.Break);
        Assert.Equal((Count, 1, Count), (result.Count, result.FirstSequence, result.LastSequence));
    }

    [Fact]
    public async Task An_empty_directory_is_an_intact_trail_without_a_record()
    {
        using var empty = new TempFolder();
        var result = await AuditVerifier.VerifyAsync(empty.Path);
        Assert.True(result.IsIntact);
        Assert.Equal(AuditHead.Empty, result.Head);
        Assert.True((await AuditVerifier.VerifyAsync(empty.Path, AuditChain.ZeroHash)).IsIntact);
    }

    [Fact]
    public async Task Any_byte_changed_anywhere_is_found_and_the_record_it_is_in_is_named()
    {
        var files = Files();
        var contents = files.Select(File.ReadAllBytes).ToArray();
        await Gen.Select(Gen.Int[0, files.Length - 1], Gen.Double[0, 1], Gen.Int[1, 255]).SampleAsync(async (file, where, difference) =>
        {
            var original = contents[file];
            var at = Math.Min((int)(where * original.Length), original.Length - 1);
            var changed = (byte[])original.Clone();
            changed[at] ^= (byte)difference;
            File.WriteAllBytes(files[file], changed);
            try
            {
                var found = await BreakAsync();
                var line = original.AsSpan(0, at).Count((byte)'\n');
                Assert.Equal(Path.GetFileName(files[file]), found.File);
                Assert.Equal(line + 1, found.Line);
                Assert.Equal(contents.Take(file).Sum(content => content.AsSpan().Count((byte)'\n')) + line + 1, found.Sequence);
                Assert.True(found.Kind is AuditBreakKind.Changed or AuditBreakKind.Truncated);
            }
            finally
            {
                File.WriteAllBytes(files[file], original);
            }
        }, iter: 500, threads: 1);
    }

    [Fact]
    public async Task A_deleted_line_is_missing()
    {
        var lines = Lines(Files()[1]);
        var first = FirstSequence(Files()[1]);
        lines.RemoveAt(3);
        Write(Files()[1], lines);
        var found = await BreakAsync();
        Assert.Equal((AuditBreakKind.Missing, 4, first + 3), (found.Kind, found.Line, found.Sequence));
    }

    [Fact]
    public async Task The_first_line_of_the_first_file_and_the_last_of_a_middle_file_are_missed_too()
    {
        var first = Lines(Files()[0]);
        Write(Files()[0], first.Skip(1));
        Assert.Equal((AuditBreakKind.Missing, 1L), ((await BreakAsync()).Kind, (await BreakAsync()).Sequence));
        Write(Files()[0], first.SkipLast(1));
        Assert.Equal((AuditBreakKind.Missing, (long)first.Count), ((await BreakAsync()).Kind, (await BreakAsync()).Sequence));
    }

    [Fact]
    public async Task Two_lines_that_changed_places_are_reordered()
    {
        var lines = Lines(Files()[1]);
        var first = FirstSequence(Files()[1]);
        (lines[2], lines[5]) = (lines[5], lines[2]);
        Write(Files()[1], lines);
        var found = await BreakAsync();
        Assert.Equal((AuditBreakKind.Reordered, 3, first + 2), (found.Kind, found.Line, found.Sequence));
    }

    [Fact]
    public async Task A_line_that_stands_there_twice_is_reordered()
    {
        var lines = Lines(Files()[1]);
        lines.Insert(4, lines[3]);
        Write(Files()[1], lines);
        Assert.Equal((AuditBreakKind.Reordered, 5L), ((await BreakAsync()).Kind, (await BreakAsync()).Line));
    }

    [Fact]
    public async Task A_removed_middle_file_is_missing()
    {
        var first = FirstSequence(Files()[1]);
        var name = Path.GetFileName(Files()[1]);
        File.Delete(Files()[1]);
        var found = await BreakAsync();
        Assert.Equal((AuditBreakKind.Missing, name, first), (found.Kind, found.File, found.Sequence));
    }

    [Fact]
    public async Task A_middle_file_cut_within_a_line_is_truncated()
    {
        var bytes = File.ReadAllBytes(Files()[1]);
        File.WriteAllBytes(Files()[1], bytes[..^10]);
        Assert.Equal((AuditBreakKind.Truncated, Path.GetFileName(Files()[1])), ((await BreakAsync()).Kind, (await BreakAsync()).File));
    }

    [Fact]
    public async Task A_record_rewritten_with_its_own_hash_is_not_linked_by_the_next()
    {
        var lines = Lines(Files()[1]);
        Assert.True(AuditChain.TryRead(System.Text.Encoding.UTF8.GetBytes(lines[4]), out var link));
        var record = lines[4][..lines[4].LastIndexOf(",\"kagimori\"", StringComparison.Ordinal)] + "}";
        var head = System.Text.Encoding.ASCII.GetBytes(link.Previous);
        var forged = new byte[4096];
        var length = AuditChain.Write(
            System.Text.Encoding.UTF8.GetBytes(record.Replace("Alice", "Mallory", StringComparison.Ordinal)), link.Sequence, forged);
        AuditChain.Link(forged.AsSpan(0, length), head);
        lines[4] = System.Text.Encoding.UTF8.GetString(forged, 0, length - 1);
        Write(Files()[1], lines);
        var found = await BreakAsync();
        Assert.Equal((AuditBreakKind.Unlinked, 6, link.Sequence + 1), (found.Kind, found.Line, found.Sequence));
    }

    [Fact]
    public async Task Records_cut_off_the_end_are_found_with_the_head_that_was_noted()
    {
        var head = (await AuditVerifier.VerifyAsync(_folder.Path)).Head.Hash;
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path, head.ToUpperInvariant())).IsIntact);
        var last = Files()[^1];
        Write(last, Lines(last).SkipLast(1));
        Assert.True((await AuditVerifier.VerifyAsync(_folder.Path)).IsIntact);
        Assert.Equal(AuditBreakKind.HeadNotFound, (await BreakAsync(head)).Kind);
    }

    [Fact]
    public async Task The_last_record_may_be_under_way_while_a_server_writes()
    {
        var last = Files()[^1];
        var bytes = await File.ReadAllBytesAsync(last, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(last, bytes[..^100], TestContext.Current.CancellationToken);
        var verification = AuditVerifier.VerifyAsync(_folder.Path);
        Assert.False(verification.IsCompleted);
        await using (var file = new FileStream(last, FileMode.Append)) await file.WriteAsync(bytes.AsMemory(bytes.Length - 100), TestContext.Current.CancellationToken);
        Assert.Equal((true, Count), ((await verification).IsIntact, (await verification).Count));
    }

    [Fact]
    public async Task A_head_noted_earlier_is_still_in_a_trail_that_has_grown()
    {
        var head = (await AuditVerifier.VerifyAsync(_folder.Path)).Head.Hash;
        await using (var trail = AuditTrail.Open(_folder.Path, AuditMode.Async, FixedTime.Noon)) await trail.RecordAsync(AnEvent.Number(99));
        var result = await AuditVerifier.VerifyAsync(_folder.Path, head);
        Assert.True(result.IsIntact);
        Assert.NotEqual(head, result.Head.Hash);
    }

    [Fact]
    public async Task The_oldest_files_may_have_been_taken_away()
    {
        var first = FirstSequence(Files()[1]);
        File.Delete(Files()[0]);
        var result = await AuditVerifier.VerifyAsync(_folder.Path);
        Assert.True(result.IsIntact);
        Assert.Equal((first, Count - first + 1), (result.FirstSequence, result.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"kagimori\":1}")]
    public async Task A_line_that_is_no_record_is_found(string line)
    {
        var lines = Lines(Files()[0]);
        lines.Insert(2, line);
        Write(Files()[0], lines);
        Assert.Equal((AuditBreakKind.Changed, 3L), ((await BreakAsync()).Kind, (await BreakAsync()).Line));
    }

    [Fact]
    public async Task A_line_longer_than_any_record_is_found_without_being_held()
    {
        var lines = Lines(Files()[0]);
        lines.Insert(2, new string('x', 3 * AuditLines.MaxLine));
        Write(Files()[0], lines);
        Assert.Equal((AuditBreakKind.Changed, 3L), ((await BreakAsync()).Kind, (await BreakAsync()).Line));
    }

    [Fact]
    public void Hostile_bytes_never_make_a_link() => Gen.Byte.Array[0, 400].Sample(bytes => !AuditChain.TryRead(bytes, out _));
}
