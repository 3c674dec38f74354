using Kagimori.Identities;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.OidcProviders;

/// <summary>GetOpenIDConnectProvider and ListOpenIDConnectProviders.</summary>
internal static class GetOidcProvider
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<OidcProviderRecord> entity)
    {
        var provider = entity.Value;
        return new(new QueryResult(
            QueryElement.Text("Url", provider.Url),
            Texts("ClientIDList", provider.ClientIds),
            Texts("ThumbprintList", provider.Thumbprints),
            QueryElement.Date("CreateDate", provider.CreatedAt),
            EntityTags.Element(provider.Tags)));
    }

    /// <summary>All of them: the operation has no pages, and an account not many.</summary>
    public static async ValueTask<Outcome<QueryResult>> ListAsync(Exchange exchange, QueryParameters query)
    {
        var account = exchange.Caller.Account;
        var providers = await IdentityRecords.OidcProviders.ScanAsync(exchange.Engine.Store, account.ToString());
        return new QueryResult(QueryElement.List("OpenIDConnectProviderList",
            providers.Select(provider => QueryElement.Structure("member", QueryElement.Text("Arn", provider.Value.ArnIn(account))))));
    }

    private static QueryElement Texts(string name, IEnumerable<string> texts) => QueryElement.List(name, texts.Select(text => QueryElement.Text("member", text)!));
}
