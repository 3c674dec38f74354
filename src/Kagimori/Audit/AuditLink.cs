namespace Kagimori.Audit;

/// <summary>What a record's chain member says.</summary>
internal readonly record struct AuditLink(long Sequence, string Previous, string Hash);
