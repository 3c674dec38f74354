using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori;

/// <summary>When keys, access keys and roles were last used.</summary>
public sealed class LastUses(SqliteStore store)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // "When an access key is used more than once in a 15-minute span, only the first use is recorded" (IAM User Guide, credential reports).
    private static readonly TimeSpan CallerSpan = TimeSpan.FromMinutes(15);

    private DateTimeOffset _storedAt;

    /// <summary>The last successful cryptographic operation with each key.</summary>
    public LastUseLog<KeyArn, KeyUsageRecord> Keys { get; } =
        new(store, KeyRecords.Usages, static key => KeyRecords.Keys.KeyOf(key.Partition, key.Id.ToString()));

    /// <summary>The last request that each long-term access key signed, by its id.</summary>
    public LastUseLog<string, CallerUseRecord> AccessKeys { get; } =
        new(store, IdentityRecords.AccessKeyUses, static id => IdentityRecords.AccessKeys.KeyOf("", id), CallerSpan);

    /// <summary>The last request that a session of each role signed, by the role's unique id.</summary>
    public LastUseLog<string, CallerUseRecord> Roles { get; } =
        new(store, IdentityRecords.RoleUses, static id => IdentityRecords.Principals.KeyOf("", id), CallerSpan);

    /// <summary>Notes who signed a request, whatever came of it, and which keys it used.</summary>
    public void Note(Exchange exchange, Refusal? refusal)
    {
        NoteSigner(exchange);
        if (refusal is null && exchange.Operation!.UsesKey) NoteKeys(exchange);
    }

    /// <summary>Stores what was noted, unless that was done less than a minute ago.</summary>
    public async Task StoreAsync(DateTimeOffset now)
    {
        if (now - _storedAt < Interval) return;
        _storedAt = now;
        await StoreAsync();
    }

    public async Task StoreAsync()
    {
        await Keys.StoreAsync();
        await AccessKeys.StoreAsync();
        await Roles.StoreAsync();
    }

    // What a service asks for somebody else is signed with its own credentials: they are what was used.
    private void NoteSigner(Exchange exchange)
    {
        var signer = exchange.ForwardedBy ?? exchange.Authenticated;
        // Nobody signed, or with a credential of the configuration.
        if (signer is null || exchange.AccessKeyId is null || exchange.XksProxy is not null) return;
        if (signer.Session is null) Note(AccessKeys, signer.AccessKeyId, exchange);
        else if (signer.Session.RoleSessionName is not null) Note(Roles, signer.Principal.IssuerUniqueId!, exchange);
    }

    private static void Note(LastUseLog<string, CallerUseRecord> log, string id, Exchange exchange)
    {
        if (!log.Covers(id, exchange.Now)) log.Note(id, new CallerUseRecord(exchange.Now, exchange.Service.Prefix, exchange.Region.ToString()));
    }

    private void NoteKeys(Exchange exchange)
    {
        var usage = new KeyUsageRecord(exchange.Operation!.Name, exchange.Now, exchange.EventId, exchange.RequestId);
        for (var i = 0; i < exchange.Targets.Count; i++)
        {
            if (exchange.Targets[i].Key is { } key) Keys.Note(key.Arn, usage);
        }
    }
}
