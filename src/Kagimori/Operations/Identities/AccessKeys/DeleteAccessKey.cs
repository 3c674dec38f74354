using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>Deletes an access key, active or not.</summary>
internal static class DeleteAccessKey
{
    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("UserName", Iam.ExistingUserNameType), Query.Text("AccessKeyId", Iam.AccessKeyIdType, isRequired: true));

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var holding = AccessKeyHolder.Of(exchange, query);
        if (holding.Refusal is { } refusal) return refusal;
        var holder = holding.Value!;
        var id = query.Text("AccessKeyId")!;
        if (await holder.FindKeyAsync(exchange, id) is not { } key) return IdentityRefusals.AccessKeyNotFound(id);
        IdentityRecords.AccessKeys.Delete(exchange.Changes, key);
        await exchange.Engine.LastUses.AccessKeys.DeleteAsync(exchange.Changes, id);
        holder.Update(exchange, [.. holder.KeyIds.Where(other => other != id)]);
        return QueryResult.None;
    }
}
