using Kagimori.Storage;

namespace Kagimori.Organizations;

/// <summary>The organizations as they are now: from memory when warm, else from the store.</summary>
/// <remarks>
/// INVARIANT: after a change is acknowledged, no request that starts later is decided by what was before it. Every change of an
/// organization or of one of its policies moves the epoch; a set counts only in the epoch in which its loading began.
/// </remarks>
public sealed class OrganizationSnapshots
{
    private const int MaxAttempts = 10;
    private readonly SqliteStore _store;
    private long _epoch;
    private volatile Entry? _entry;

    public OrganizationSnapshots(SqliteStore store)
    {
        _store = store;
        store.Committed += Forget;
    }

    public ValueTask<OrganizationSet> GetAsync() => _entry is { } entry && entry.Epoch == Volatile.Read(ref _epoch) ? new(entry.Set) : LoadAsync();

    /// <summary>The organizations of a store, once; null when they changed while they were read.</summary>
    internal static async ValueTask<OrganizationSet?> TryReadAsync(SqliteStore store)
    {
        var organizations = new List<(OrganizationRecord, IReadOnlyDictionary<string, OrganizationPolicyRecord>)>();
        foreach (var organization in await OrganizationRecords.Organizations.ScanAsync(store, ""))
        {
            var policies = await OrganizationRecords.Policies.ScanAsync(store, organization.Value.Id);
            organizations.Add((organization.Value, policies.ToDictionary(policy => policy.Value.Id, policy => policy.Value)));
        }
        return OrganizationSet.TryCompile(organizations);
    }

    private async ValueTask<OrganizationSet> LoadAsync()
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var began = Volatile.Read(ref _epoch);
            var set = await TryReadAsync(_store);
            if (began != Volatile.Read(ref _epoch)) continue; // Several records were read, and not all at one time.
            _entry = new Entry(set ?? throw new StoreException("A policy that is attached in an organization does not exist."), began);
            return set;
        }
        throw new StoreException("The organizations change faster than they can be read.");
    }

    private void Forget(ChangeSet changes)
    {
        foreach (var change in changes.Changes)
        {
            if (!OrganizationRecords.Decides(change.Key.Kind)) continue;
            Interlocked.Increment(ref _epoch);
            return;
        }
    }

    private sealed record Entry(OrganizationSet Set, long Epoch);
}
