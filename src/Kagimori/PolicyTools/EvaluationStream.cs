namespace Kagimori.PolicyTools;

/// <summary>Answers line after line of a stream. No line ends it, whatever is in it.</summary>
public static class EvaluationStream
{
    /// <summary>The most bytes that a line can have. Of a longer one only the id is read.</summary>
    public const int MaxLineLength = 16 * 1024 * 1024;

    private const int BufferSize = 64 * 1024;

    public static async Task AnswerAsync(Stream input, Stream output, bool asText, CancellationToken cancel = default)
    {
        var buffer = new byte[BufferSize];
        using var line = new MemoryStream();
        var (isFirst, isTooLong) = (true, false);
        while (await input.ReadAsync(buffer, cancel) is > 0 and var count)
        {
            for (var rest = buffer.AsMemory(0, count); !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                var part = end < 0 ? rest : rest[..end];
                var room = MaxLineLength - (int)line.Length;
                isTooLong |= part.Length > room;
                line.Write(part.Span[..Math.Min(part.Length, room)]);
                if (end >= 0) Flush();
                rest = rest[(end < 0 ? part.Length : end + 1)..];
            }
            // Whoever asks line by line gets each answer at once; whoever sends a file gets them in large pieces.
            if (count < buffer.Length) await output.FlushAsync(cancel);
        }
        if (line.Length > 0) Flush();
        await output.FlushAsync(cancel);

        void Flush()
        {
            ReadOnlyMemory<byte> text = line.GetBuffer().AsMemory(0, (int)line.Length);
            // Some editors begin a file with the byte order mark.
            if (isFirst && text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
            var fault = isTooLong ? $"The line is longer than {MaxLineLength} bytes." : null;
            if (asText) EvaluationLine.AnswerText(text, output, fault);
            else EvaluationLine.Answer(text, output, fault);
            line.SetLength(0);
            (isFirst, isTooLong) = (false, false);
        }
    }
}
