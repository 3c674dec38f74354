namespace Kagimori.Audit;

/// <summary>What was cut off the end of a trail when it was opened.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Offset">Where it was cut.</param>
/// <param name="Bytes">How much.</param>
/// <param name="Hash">SHA-256 of what was cut off, in hexadecimal.</param>
/// <param name="KeptAs">The file that keeps it; null for a part of one line, which no one was told was recorded.</param>
internal sealed record AuditCut(string File, long Offset, long Bytes, string Hash, string? KeptAs);
