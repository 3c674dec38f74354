namespace Kagimori.Audit;

/// <summary>Where a trail stops being what was written.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line in it, from 1; 0 where the file itself is missing.</param>
/// <param name="Sequence">The record concerned: the one changed, or the first one missing.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record AuditBreak(AuditBreakKind Kind, string File, long Line, long Sequence, string Message);
