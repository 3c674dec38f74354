namespace Kagimori.Storage;

/// <summary>How much the store has done since it was opened.</summary>
/// <param name="Commits">Change sets acknowledged.</param>
/// <param name="Conflicts">Change sets refused because something they required did not hold.</param>
/// <param name="Transactions">Transactions, each one wait for the disk; fewer than commits when they came together.</param>
/// <param name="Checkpoints">Checkpoints made in the background.</param>
public readonly record struct StoreCounters(long Commits, long Conflicts, long Transactions, long Checkpoints);
