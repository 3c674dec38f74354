namespace Kagimori.Audit;

/// <summary>The ways a trail can be broken.</summary>
public enum AuditBreakKind
{
    /// <summary>A record is not what its hash says.</summary>
    Changed,

    /// <summary>A record is whole but does not follow the one before it: that one, or this one, was replaced.</summary>
    Unlinked,

    /// <summary>One or more records are not there.</summary>
    Missing,

    /// <summary>A record stands in another's place.</summary>
    Reordered,

    /// <summary>A file ends within a record.</summary>
    Truncated,

    /// <summary>The chain is whole but does not contain the expected head: records were cut off its end, or it is another chain.</summary>
    HeadNotFound,
}
