namespace Kagimori.Audit;

/// <summary>When a record counts as made.</summary>
public enum AuditMode
{
    /// <summary>Once the writer has it. The disk has it within a second; a power cut can take that second.</summary>
    Async,

    /// <summary>Once the disk has it.</summary>
    Strict,
}
