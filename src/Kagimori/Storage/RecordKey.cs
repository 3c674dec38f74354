namespace Kagimori.Storage;

/// <summary>Where a record is: its kind, the partition it is scanned in, and its id there.</summary>
/// <remarks>
/// Ids are compared as UTF-8 bytes. A key whose text is not well-formed UTF-16, or contains U+0000, can name no record:
/// a change set refuses it as misuse, a read finds nothing.
/// </remarks>
public readonly record struct RecordKey(RecordKind Kind, string Partition, string Id)
{
    /// <summary>Whether the two texts survive the way to UTF-8 and back, so that two keys never become one.</summary>
    internal bool IsWellFormed => Utf8Order.IsWellFormed(Partition) && Utf8Order.IsWellFormed(Id);

    public override string ToString() => $"{Kind}/{Partition}/{Id}";
}
