using System.Diagnostics;

namespace Kagimori.Audit;

/// <summary>Reads a whole trail and says whether it is what was written, or where it stops being so.</summary>
public static class AuditVerifier
{
    /// <summary>How long the end of a trail may lack its line break before it counts as cut off.</summary>
    /// <remarks>A server may be writing it: others see the first pages of a write before its last one, and a full disk cache holds it up.</remarks>
    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>Verifies the trail in a directory. Files may be of any size; they are streamed.</summary>
    /// <param name="directory">The trail's directory.</param>
    /// <param name="expectedHead">
    /// The head hash of an earlier verification: it must still be in the chain. Without one, records cut off the end leave no trace.
    /// </param>
    public static async Task<AuditVerification> VerifyAsync(string directory, string? expectedHead = null)
    {
        var verification = new Pass(expectedHead);
        var numbers = AuditFiles.List(directory);
        foreach (var number in numbers)
        {
            if (!await verification.ReadAsync(directory, number, isLast: number == numbers[^1]).ConfigureAwait(false)) break;
        }
        return verification.Result();
    }

    /// <summary>The state of one verification.</summary>
    private sealed class Pass(string? expectedHead)
    {
        private AuditHead _head = AuditHead.Empty;
        private AuditBreak? _break;
        private long _count;
        private long _first;
        private int _lastFile;
        private bool _anyLine;
        private bool _headSeen = expectedHead is null;

        /// <returns>False when there is no point in reading on.</returns>
        public async Task<bool> ReadAsync(string directory, int number, bool isLast)
        {
            var name = AuditFiles.Name(number);
            if (_lastFile > 0 && number != _lastFile + 1)
                return Broken(AuditBreakKind.Missing, AuditFiles.Name(_lastFile + 1), 0, Next, "the file is not there");

            _lastFile = number;
            using var lines = new AuditLines(AuditFiles.Path(directory, number));
            for (var at = 1L; lines.Read(); at++)
            {
                if (isLast && !lines.IsComplete) await CompleteAsync(lines).ConfigureAwait(false);
                if (!Check(lines, name, at, anyFirst: !_anyLine && number > 1)) return false;
                _anyLine = true;
            }
            return true;
        }

        public AuditVerification Result()
        {
            if (!_headSeen && string.Equals(expectedHead, AuditChain.ZeroHash, StringComparison.Ordinal)) _headSeen = true;
            if (_break is null && !_headSeen)
                Broken(AuditBreakKind.HeadNotFound, AuditFiles.Name(Math.Max(1, _lastFile)), 0, Next,
                    "the expected head is not in the chain: records were cut off its end, or this is another chain");
            return new AuditVerification(_count, _first, _head, _break);
        }

        private long Next => _head.Sequence + 1;

        /// <summary>Reads the last line of all again until its write is over.</summary>
        private static async Task CompleteAsync(AuditLines lines)
        {
            for (var since = Stopwatch.GetTimestamp(); !lines.IsComplete && Stopwatch.GetElapsedTime(since) < WriteTime;)
            {
                await Task.Delay(LookAgain).ConfigureAwait(false);
                lines.GoBack();
                lines.Read();
            }
        }

        private bool Check(AuditLines lines, string file, long at, bool anyFirst)
        {
            if (!AuditChain.TryRead(lines.Line, out var link))
                return lines.IsComplete
                    ? Broken(AuditBreakKind.Changed, file, at, Next, "it is not what its hash says")
                    : Broken(AuditBreakKind.Truncated, file, at, Next, "the file ends within it");
            if (!lines.IsComplete) return Broken(AuditBreakKind.Truncated, file, at, Next, "its line break is missing");
            if (link.Sequence != Next && !anyFirst) return Misplaced(lines, link, file, at);
            if (link.Previous != _head.Hash && !(anyFirst && link.Sequence > 1))
                return Broken(AuditBreakKind.Unlinked, file, at, link.Sequence, "it does not follow the record before it: one of the two was replaced");

            _head = new AuditHead(link.Sequence, link.Hash);
            _count++;
            if (_first == 0) _first = link.Sequence;
            if (string.Equals(expectedHead, link.Hash, StringComparison.OrdinalIgnoreCase)) _headSeen = true;
            return true;
        }

        /// <summary>Another record stands where one is expected: if that one comes later they changed places, else it is gone.</summary>
        private bool Misplaced(AuditLines lines, AuditLink found, string file, long at)
        {
            var expected = Next;
            if (found.Sequence < expected)
                return Broken(AuditBreakKind.Reordered, file, at, expected, $"record {found.Sequence} stands in its place once more");
            while (lines.Read())
            {
                if (AuditChain.TryRead(lines.Line, out var later) && later.Sequence == expected)
                    return Broken(AuditBreakKind.Reordered, file, at, expected, $"record {found.Sequence} stands in its place");
            }
            return Broken(AuditBreakKind.Missing, file, at, expected, $"the next record there is {found.Sequence}");
        }

        private bool Broken(AuditBreakKind kind, string file, long line, long sequence, string why)
        {
            _break = new AuditBreak(kind, file, line, sequence, $"Record {sequence} ({file}, line {line}): {why}.");
            return false;
        }
    }
}
