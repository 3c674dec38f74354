using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>Names the user of an access key, and when, with which service and in which Region it last signed a request.</summary>
internal static class GetAccessKeyLastUsed
{
    private const string Never = "N/A";

    public static readonly Shape<QueryParameters> Shape = new(Query.Text("AccessKeyId", Iam.AccessKeyIdType, isRequired: true));

    /// <summary>Adds the key's user; another account's key is as unknown as one that does not exist.</summary>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query)
    {
        var account = exchange.Caller.Account;
        var key = await IdentityRecords.AccessKeys.FindAsync(exchange.Engine.Store, "", query.Text("AccessKeyId")!);
        if (key?.Value.Account != account.ToString()) key = null;
        if (key?.Value.UserName is { } userName) await EntityResolution.ByNameAsync(exchange, EntityKinds.User, userName);
        else
        {
            exchange.AddTarget(new AccessTarget
            {
                Action = exchange.Operation!.Action,
                Resource = key is null ? "*" : account.RootArn,
                ResourceAccount = key is null ? null : account.ToString(),
                Entity = key,
            });
        }
        return null;
    }

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var id = query.Text("AccessKeyId")!;
        var user = EntityKinds.User.Found(exchange);
        if (user is null && exchange.Targets[0].Entity is not Stored<AccessKeyRecord>) return IdentityRefusals.AccessKeyNotFound(id);
        var use = await exchange.Engine.LastUses.AccessKeys.FindAsync(id);
        return new QueryResult(
            QueryElement.Text("UserName", user?.Name),
            QueryElement.Structure("AccessKeyLastUsed",
                use is null ? null : QueryElement.Date("LastUsedDate", use.Timestamp),
                QueryElement.Text("ServiceName", use?.Service ?? Never),
                QueryElement.Text("Region", use?.Region ?? Never)));
    }
}
