using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>Makes an access key active or inactive.</summary>
internal static class UpdateAccessKey
{
    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("UserName", Iam.ExistingUserNameType), Query.Text("AccessKeyId", Iam.AccessKeyIdType, isRequired: true),
        Query.Text("Status", Iam.StatusType, isRequired: true));

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var holding = AccessKeyHolder.Of(exchange, query);
        if (holding.Refusal is { } refusal) return refusal;
        var id = query.Text("AccessKeyId")!;
        if (await holding.Value!.FindKeyAsync(exchange, id) is not { } key) return IdentityRefusals.AccessKeyNotFound(id);
        if (query.Text("Status") == AccessKeyStatus.Expired) return IdentityRefusals.ExpiredStatus();
        IdentityRecords.AccessKeys.Update(exchange.Changes, key, key.Value with { IsActive = query.Text("Status") == AccessKeyStatus.Active });
        return QueryResult.None;
    }
}
