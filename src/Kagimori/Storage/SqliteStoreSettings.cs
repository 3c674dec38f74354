namespace Kagimori.Storage;

/// <summary>The few numbers of a SQLite store. The defaults are meant to be kept; tests make them small.</summary>
public sealed record SqliteStoreSettings
{
    /// <summary>The most change sets one transaction holds.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>A checkpoint is made in the background once this many pages (4 KiB) have been written to the log.</summary>
    public int CheckpointPages { get; init; } = 4096;

    /// <summary>The most pages the database may have; 0 is SQLite's own limit. A full database refuses commits.</summary>
    public int MaxPages { get; init; }
}
