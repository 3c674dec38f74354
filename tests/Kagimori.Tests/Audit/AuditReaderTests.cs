using System.Text;
using Kagimori.Audit;
using Kagimori.Tests.Storage;

namespace Kagimori.Tests.Audit;

public sealed class AuditReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task RecordAsync(params IEnumerable<AuditEvent> events)
    {
        await using var trail = AuditTrail.Open(_folder.Path, AuditMode.Async, FixedTime.Noon, rotationBytes: 5000);
        foreach (var e in events) await trail.RecordAsync(e);
    }

    [Fact]
    public async Task A_record_is_found_by_its_request_id_in_any_file()
    {
        await RecordAsync(Enumerable.Range(0, 40).Select(AnEvent.Number));
        foreach (var i in (int[])[0, 17, 39])
        {
            using var found = AuditReader.Find(_folder.Path, $"{i:D8}");
            Assert.Equal(i + 1, found!.RootElement.GetProperty("kagimori").GetProperty("sequence").GetInt32());
        }
        Assert.Null(AuditReader.Find(_folder.Path, "none"));
    }

    [Fact]
    public async Task Text_within_another_records_parameters_is_not_taken_for_its_request_id()
    {
        var decoy = AnEvent.OfRequest("decoy");
        decoy.RequestParameters = "{\"encryptionContext\":{\"requestID\":\"wanted\"}}"u8.ToArray();
        await RecordAsync(decoy, AnEvent.OfRequest("wanted"), decoy);
        using var found = AuditReader.Find(_folder.Path, "wanted");
        Assert.Equal(2, found!.RootElement.GetProperty("kagimori").GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task An_id_that_json_escapes_is_found()
    {
        await RecordAsync(AnEvent.OfRequest("a\"b\\c\u0001é"));
        using var found = AuditReader.Find(_folder.Path, "a\"b\\c\u0001é");
        Assert.NotNull(found);
    }

    [Fact]
    public async Task Damaged_lines_are_passed_over()
    {
        await RecordAsync(AnEvent.OfRequest("before"));
        var path = _folder.File("audit-000001.jsonl");
        await File.AppendAllTextAsync(path, "{\"requestID\":\"wanted\",\n" + new string('x', 2 * AuditLines.MaxLine) + "\n{\"requestID\":\"wanted\"}\n{\"requestID\":\"wan",
            Encoding.UTF8, TestContext.Current.CancellationToken);
        using var found = AuditReader.Find(_folder.Path, "wanted");
        Assert.NotNull(found);
    }
}
