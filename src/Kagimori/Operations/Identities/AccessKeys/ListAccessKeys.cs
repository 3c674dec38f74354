using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>Lists access keys in the order in which they were made, without their secrets.</summary>
internal static class ListAccessKeys
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("UserName", Iam.ExistingUserNameType), Iam.Marker, Iam.MaxItems);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var holding = AccessKeyHolder.Of(exchange, query);
        if (holding.Refusal is { } refusal) return refusal;
        var keys = new List<AccessKeyRecord>();
        foreach (var id in holding.Value!.KeyIds)
        {
            if (await holding.Value.FindKeyAsync(exchange, id) is { } key) keys.Add(key.Value);
        }
        return EntityListing.InOrder(query, "AccessKeyMetadata", keys, static key => EntityListing.OrderOf(key.CreatedAt), static key => QueryElement.Structure("member",
            QueryElement.Text("UserName", key.UserName),
            QueryElement.Text("AccessKeyId", key.Id),
            QueryElement.Text("Status", AccessKeyStatus.Of(key.IsActive)),
            QueryElement.Date("CreateDate", key.CreatedAt)));
    }
}
