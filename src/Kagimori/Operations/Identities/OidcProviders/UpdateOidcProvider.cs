using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.OidcProviders;

/// <summary>What can be changed of a provider: its client ids one by one, its thumbprints together.</summary>
internal static class UpdateOidcProvider
{
    public static readonly Member<QueryParameters>[] ClientId = [Query.Text("ClientID", Iam.ClientIdType, isRequired: true)];
    public static readonly Member<QueryParameters>[] Thumbprints = [Query.List("ThumbprintList", Iam.ThumbprintListType, isRequired: true)];

    /// <summary>AddClientIDToOpenIDConnectProvider: no error when it is there already.</summary>
    public static ValueTask<Outcome<QueryResult>> AddClientIdAsync(Exchange exchange, QueryParameters query, Entity<OidcProviderRecord> entity) =>
        Update(exchange, entity, entity.Value with { ClientIds = [.. entity.Value.ClientIds.Append(query.Text("ClientID")!).Distinct()] });

    /// <summary>RemoveClientIDFromOpenIDConnectProvider: no error when it is not there.</summary>
    public static ValueTask<Outcome<QueryResult>> RemoveClientIdAsync(Exchange exchange, QueryParameters query, Entity<OidcProviderRecord> entity) =>
        Update(exchange, entity, entity.Value with { ClientIds = [.. entity.Value.ClientIds.Where(id => id != query.Text("ClientID"))] });

    public static ValueTask<Outcome<QueryResult>> ThumbprintsAsync(Exchange exchange, QueryParameters query, Entity<OidcProviderRecord> entity) =>
        Update(exchange, entity, entity.Value with { Thumbprints = OidcProvider.ListOf(query, "ThumbprintList") });

    private static ValueTask<Outcome<QueryResult>> Update(Exchange exchange, Entity<OidcProviderRecord> entity, OidcProviderRecord changed)
    {
        if (OidcProvider.Check(changed.ClientIds, changed.Thumbprints) is { } refusal) return new(refusal);
        entity.Update(exchange, changed);
        return new(QueryResult.None);
    }
}
