using System.Security.Cryptography;

namespace Kagimori.Audit;

/// <summary>Finds where a trail goes on: the last whole record, and what is behind it after a crash.</summary>
/// <param name="Number">The last file's number.</param>
/// <param name="Length">Its length up to and with its last whole record.</param>
/// <param name="Head">The last whole record.</param>
/// <param name="Cut">What is to be cut off; null where there is nothing.</param>
internal sealed record AuditEnd(int Number, long Length, AuditHead Head, AuditCut? Cut)
{
    /// <summary>Reads the end. What has to be cut off is kept in a file beside it, the cut itself is the caller's.</summary>
    public static AuditEnd Find(string directory)
    {
        var numbers = AuditFiles.List(directory);
        if (numbers.Count == 0) return new AuditEnd(1, 0, AuditHead.Empty, null);

        var number = numbers[^1];
        var path = AuditFiles.Path(directory, number);
        var (length, head) = Last(path);
        var actual = new FileInfo(path).Length;
        var cut = length < actual ? Keep(path, length, actual) : null;
        if (head is null && numbers.Count > 1) head = LastOfWhole(AuditFiles.Path(directory, numbers[^2]));
        return new AuditEnd(number, length, head ?? AuditHead.Empty, cut);
    }

    /// <summary>The last whole record of a file and where it ends. Nothing whole is ever behind it.</summary>
    private static (long Length, AuditHead? Head) Last(string path)
    {
        var from = Math.Max(0, new FileInfo(path).Length - AuditLines.MaxLine);
        var last = Scan(path, from);
        return last.Head is null && from > 0 ? Scan(path, 0) : last;
    }

    /// <param name="path">The file.</param>
    /// <param name="from">Where to begin; within a line, what is left of it is passed over.</param>
    private static (long Length, AuditHead? Head) Scan(string path, long from)
    {
        using var lines = new AuditLines(path, from);
        if (from > 0) lines.Read();
        AuditHead? head = null;
        var length = 0L;
        while (lines.Read())
        {
            if (!lines.IsComplete || !AuditChain.TryRead(lines.Line, out var link)) continue;
            head = new AuditHead(link.Sequence, link.Hash);
            length = lines.Position;
        }
        return (length, head);
    }

    private static AuditHead LastOfWhole(string path)
    {
        var (length, head) = Last(path);
        return head is { } found && length == new FileInfo(path).Length
            ? found
            : throw new AuditException($"The audit file {path} is damaged and the trail cannot be continued. Verify the trail, then move it aside.");
    }

    private static AuditCut Keep(string path, long offset, long end)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        source.Position = offset;
        var bytes = new byte[checked((int)(end - offset))];
        source.ReadExactly(bytes);
        var name = Path.GetFileName(path);
        string? keptAs = null;
        if (bytes.AsSpan().Contains((byte)'\n'))
        {
            keptAs = $"{name}.cut-{offset}";
            using var kept = new FileStream(Path.Combine(Path.GetDirectoryName(path)!, keptAs),
                Storage.DurableFile.Private(FileMode.Create));
            kept.Write(bytes);
            kept.Flush(flushToDisk: true);
        }
        return new AuditCut(name, offset, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), keptAs);
    }
}
