using Kagimori.Identities;
using Kagimori.Storage;

namespace Kagimori.Operations.Identities;

/// <summary>Keeps what a unique id stands for together with its user or role.</summary>
internal static class PrincipalRecords
{
    public static void Create(Exchange exchange, string id, string type, string path, string name) =>
        IdentityRecords.Principals.Create(exchange.Changes, "", id, new PrincipalRecord(type, exchange.Caller.Account.ToString(), path, name));

    public static async ValueTask RenameAsync(Exchange exchange, string id, string path, string name)
    {
        var stored = await FindAsync(exchange, id);
        IdentityRecords.Principals.Update(exchange.Changes, stored, stored.Value with { Path = path, Name = name });
    }

    public static async ValueTask DeleteAsync(Exchange exchange, string id) =>
        IdentityRecords.Principals.Delete(exchange.Changes, await FindAsync(exchange, id));

    // INVARIANT: every user and every role has its principal record, made and deleted in the same change set.
    private static async ValueTask<Stored<PrincipalRecord>> FindAsync(Exchange exchange, string id) =>
        await IdentityRecords.Principals.FindAsync(exchange.Engine.Store, "", id) ?? throw new StoreException($"The principal {id} does not exist.");
}
