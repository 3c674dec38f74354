using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.OidcProviders;

/// <summary>Deletes a provider; roles that trust it then trust nobody. One that does not exist is no error.</summary>
internal static class DeleteOidcProvider
{
    public static readonly Shape<QueryParameters> Shape = new(OidcProvider.Arn);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (EntityKinds.OidcProvider.Found(exchange) is { } provider) IdentityRecords.OidcProviders.Delete(exchange.Changes, provider.Stored);
        return new(QueryResult.None);
    }
}
