using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>Who holds access keys: a user, or the root user of an account.</summary>
/// <param name="UserName">Null for the root user.</param>
/// <param name="Update">Makes the holder have other access keys.</param>
internal sealed record AccessKeyHolder(string? UserName, IReadOnlyList<string> KeyIds, Action<Exchange, IReadOnlyList<string>> Update)
{
    /// <summary>The holder that was resolved as the target.</summary>
    public static Outcome<AccessKeyHolder> Of(Exchange exchange, QueryParameters query)
    {
        if (exchange.Targets[0].Entity is Stored<AccountRecord> account)
        {
            return new AccessKeyHolder(null, account.Value.RootAccessKeyIds, (x, ids) =>
                IdentityRecords.Accounts.Update(x.Changes, account, account.Value with { RootAccessKeyIds = ids }));
        }
        if (EntityKinds.User.Found(exchange) is not { } user)
            return EntityKinds.User.NotFound(query.Text("UserName") ?? exchange.Caller.EntityName ?? "root");
        return new AccessKeyHolder(user.Name, user.Value.AccessKeyIds, (x, ids) => user.Update(x, user.Value with { AccessKeyIds = ids }));
    }

    /// <summary>One of the holder's access keys; null when it has none with this id.</summary>
    public async ValueTask<Stored<AccessKeyRecord>?> FindKeyAsync(Exchange exchange, string id) =>
        KeyIds.Contains(id) ? await IdentityRecords.AccessKeys.FindAsync(exchange.Engine.Store, "", id) : null;
}
