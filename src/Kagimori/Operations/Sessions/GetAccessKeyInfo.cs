using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Tells which account an access key belongs to. The keys of temporary credentials are stored nowhere; their ids tell.</summary>
internal static class GetAccessKeyInfo
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("AccessKeyId", Sts.AccessKeyIdType, isRequired: true));

    // A user's own temporary credentials, and a federated user's, can call nothing of STS but what AWS names.
    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters request) => exchange.Caller.Session is { RoleSessionName: null }
        ? new(SessionRefusals.SessionCredentials("GetAccessKeyInfo"))
        : KeyResolution.WithoutResource(exchange);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters request)
    {
        var id = request.Text("AccessKeyId")!;
        var store = exchange.Engine.Store;
        var known = await IdentityRecords.AccessKeys.FindAsync(store, "", id);
        if (known is null && id.StartsWith(UniqueId.TemporaryAccessKey, StringComparison.Ordinal) && UniqueId.TryGetAccount(id, out var account)
            && await IdentityRecords.Accounts.FindAsync(store, "", account.ToString()) is not null) return Answer(account.ToString());
        return known is null ? SessionRefusals.AccessKeyNotFound() : Answer(known.Value.Account);
    }

    private static QueryResult Answer(string account) => new(QueryElement.Text("Account", account));
}
