using System.Text;
using Kagimori.Cryptography;
using Kagimori.Storage;

namespace Kagimori.Identities;

/// <summary>The root user of an account and its access keys.</summary>
public static class RootUser
{
    private const int SecretBytes = 30;

    /// <summary>Makes sure that an account exists and that somebody can sign for its root user.</summary>
    /// <returns>A new access key when the account had none; null when it has one already.</returns>
    public static async Task<(string Id, string Secret)?> EnsureAsync(Engine engine, AccountId account)
    {
        var stored = await IdentityRecords.Accounts.FindAsync(engine.Store, "", account.ToString());
        if (stored is { Value.RootAccessKeyIds.Count: > 0 }) return null;
        var now = engine.Time.GetUtcNow();
        var id = UniqueId.CreateAccessKey(UniqueId.AccessKey, account, engine.Random);
        var secret = NewSecret(engine.Random);
        var changes = new ChangeSet();
        using (var material = new KeyMaterial(Encoding.UTF8.GetBytes(secret)))
        {
            var key = new AccessKeyRecord(id, account.ToString(), null, engine.RootKey.Wrap(material, AccessKeyOwner.Of(id)), true, now);
            IdentityRecords.AccessKeys.Create(changes, "", id, key);
        }
        if (stored is null) IdentityRecords.Accounts.Create(changes, "", account.ToString(), new AccountRecord(account.ToString(), now, [id]));
        else IdentityRecords.Accounts.Update(changes, stored, stored.Value with { RootAccessKeyIds = [id] });
        return await engine.Store.CommitAsync(changes) ? (id, secret) : throw new StoreException("The account changed while it was prepared.");
    }

    /// <summary>The root user's access keys as they are stored, to be imported into an emptied store under the same root key.</summary>
    public static async Task<IReadOnlyList<AccessKeyRecord>> ExportAsync(Engine engine, AccountId account)
    {
        var stored = await IdentityRecords.Accounts.FindAsync(engine.Store, "", account.ToString());
        var keys = new List<AccessKeyRecord>();
        foreach (var id in stored?.Value.RootAccessKeyIds ?? [])
        {
            if (await IdentityRecords.AccessKeys.FindAsync(engine.Store, "", id) is { } key) keys.Add(key.Value);
        }
        return keys;
    }

    /// <summary>Makes the account with access keys that were exported before.</summary>
    public static async Task ImportAsync(Engine engine, AccountId account, IReadOnlyList<AccessKeyRecord> keys)
    {
        var changes = new ChangeSet();
        IdentityRecords.Accounts.Create(
            changes, "", account.ToString(), new AccountRecord(account.ToString(), engine.Time.GetUtcNow(), [.. keys.Select(key => key.Id)]));
        foreach (var key in keys) IdentityRecords.AccessKeys.Create(changes, "", key.Id, key);
        await engine.Store.CommitAsync(changes);
    }

    /// <summary>A new secret access key: 40 characters, as AWS makes them.</summary>
    public static string NewSecret(RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes];
        random.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }
}
