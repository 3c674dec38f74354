namespace Kagimori.Audit;

/// <summary>How much a trail has done since it was opened.</summary>
/// <param name="Records">Records written.</param>
/// <param name="Batches">Writes they took.</param>
/// <param name="Syncs">Times the disk confirmed.</param>
public readonly record struct AuditCounters(long Records, long Batches, long Syncs);
