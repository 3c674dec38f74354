namespace Kagimori.Storage;

/// <summary>Changes that happen together or not at all, each with what must hold of its record.</summary>
/// <remarks>
/// For one thread. From <c>CommitAsync</c> on it belongs to the store: it and the bodies in it must not be altered, and it
/// is committed at most once. <see cref="Clear"/>, after the commit has answered, makes it new.
/// </remarks>
public sealed class ChangeSet
{
    /// <summary>The largest body a record can have, in bytes.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    private readonly List<Change> _changes = [];
    private readonly HashSet<RecordKey> _keys = [];
    private bool _submitted;

    /// <summary>In the order they were added.</summary>
    public IReadOnlyList<Change> Changes => _changes;

    public bool IsEmpty => _changes.Count == 0;

    /// <summary>The version every record altered by this set now has; 0 until it is committed, or when it alters none.</summary>
    public long CommittedVersion { get; internal set; }

    /// <summary>The record must be absent and will have this body.</summary>
    public void Create(RecordKey key, ReadOnlyMemory<byte> body) => Add(new Change(ChangeKind.Create, key, 0, body));

    /// <summary>The record must be at this version and will have this body.</summary>
    public void Update(RecordKey key, long expectedVersion, ReadOnlyMemory<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedVersion, 1);
        Add(new Change(ChangeKind.Update, key, expectedVersion, body));
    }

    /// <summary>The record must be at this version and will be absent.</summary>
    public void Delete(RecordKey key, long expectedVersion)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedVersion, 1);
        Add(new Change(ChangeKind.Delete, key, expectedVersion, default));
    }

    /// <summary>The record must be at this version, or absent where it is 0; it is left as it is.</summary>
    public void Require(RecordKey key, long expectedVersion)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);
        Add(new Change(ChangeKind.Require, key, expectedVersion, default));
    }

    public void Clear()
    {
        _changes.Clear();
        _keys.Clear();
        _submitted = false;
        CommittedVersion = 0;
    }

    /// <summary>Hands the set over to a store; a second time is misuse.</summary>
    internal void Submit()
    {
        if (_submitted) throw new InvalidOperationException("This change set has already been committed; build another or clear it.");
        _submitted = true;
    }

    private void Add(Change change)
    {
        if (_submitted) throw new InvalidOperationException("This change set belongs to the store; build another or clear it.");
        if (change.Key.Partition is null || change.Key.Id is null || !change.Key.IsWellFormed)
            throw new ArgumentException("A record's partition and id must be well-formed text without U+0000.", nameof(change));
        if (change.Body.Length > MaxBodyBytes)
            throw new ArgumentException($"The body of {change.Key} has {change.Body.Length} bytes; {MaxBodyBytes} is the most.", nameof(change));
        if (!_keys.Add(change.Key)) throw new InvalidOperationException($"This change set already has a change for {change.Key}.");
        _changes.Add(change);
    }
}
