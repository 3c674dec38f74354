namespace Kagimori.Storage;

/// <summary>The four things a change set can ask of one record.</summary>
public enum ChangeKind : byte
{
    Create,
    Update,
    Delete,

    /// <summary>No change: the record must still be as it was seen.</summary>
    Require,
}
