using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>The keys of one multi-Region set. What they share is changed in all of them in one change set.</summary>
/// <remarks>INVARIANT: key id, key material, key spec, usage, origin and rotation are the same in every Region; nothing else is shared.</remarks>
internal static class MultiRegionSet
{
    /// <summary>The key's other Regions; none for a single-Region key.</summary>
    public static async ValueTask<IReadOnlyList<Stored<KeyRecord>>> SiblingsAsync(SqliteStore store, KeyRecord key)
    {
        if (key.MultiRegion is not { } regions) return [];
        var siblings = new List<Stored<KeyRecord>>();
        foreach (var region in regions.ReplicaRegions.Append(regions.PrimaryRegion))
        {
            if (region == key.Region) continue;
            if (await KeyRecords.Keys.FindAsync(store, $"{key.Account}/{region}", key.Id) is { Value.MultiRegion: not null } sibling) siblings.Add(sibling);
        }
        return siblings;
    }

    /// <summary>Adds the same change for a key and for each of its siblings.</summary>
    public static async ValueTask UpdateAllAsync(ChangeSet changes, Stored<KeyRecord> key, Func<KeyRecord, KeyRecord> change, SqliteStore store)
    {
        KeyRecords.Keys.Update(changes, key, change(key.Value));
        foreach (var sibling in await SiblingsAsync(store, key.Value)) KeyRecords.Keys.Update(changes, sibling, change(sibling.Value));
    }
}
