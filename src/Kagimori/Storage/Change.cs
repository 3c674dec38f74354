namespace Kagimori.Storage;

/// <summary>One line of a change set.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Key">Of which record.</param>
/// <param name="ExpectedVersion">The version it must have; 0 means it must be absent.</param>
/// <param name="Body">The new body of a create or an update; empty otherwise.</param>
public readonly record struct Change(ChangeKind Kind, RecordKey Key, long ExpectedVersion, ReadOnlyMemory<byte> Body)
{
    /// <summary>False for <see cref="ChangeKind.Require"/>.</summary>
    public bool Alters => Kind != ChangeKind.Require;
}
