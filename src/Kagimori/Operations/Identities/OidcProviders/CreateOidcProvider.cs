using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.OidcProviders;

/// <summary>Makes an account trust an OpenID Connect provider to say who its users are; which role trusts whom of them is the roles' to say.</summary>
internal static class CreateOidcProvider
{
    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("Url", Iam.OidcProviderUrlType, isRequired: true),
        Query.List("ClientIDList", Iam.ClientIdListType), Query.List("ThumbprintList", Iam.ThumbprintListType), Iam.Tags());

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query)
    {
        if (OidcProvider.NameOf(query.Text("Url")!) is not { } name) return new(IdentityRefusals.InvalidProviderUrl());
        foreach (var action in query.Tags() is { Count: > 0 } ? new[] { exchange.Operation!.Action, "iam:TagOpenIDConnectProvider" } : [exchange.Operation!.Action])
        {
            exchange.AddTarget(new AccessTarget
            {
                Action = action,
                Resource = EntityKinds.OidcProvider.NewArn(exchange.Caller.Account, "/", name),
                ResourceAccount = exchange.Caller.Account.ToString(),
            });
        }
        return default;
    }

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var kind = EntityKinds.OidcProvider;
        var account = exchange.Caller.Account;
        var url = query.Text("Url")!;
        var (clientIds, thumbprints) = (OidcProvider.ListOf(query, "ClientIDList"), OidcProvider.ListOf(query, "ThumbprintList"));
        if (OidcProvider.Check(clientIds, thumbprints) is { } invalid) return invalid;
        var name = OidcProvider.NameOf(url)!;
        if (await kind.FindAsync(exchange, name) is not null) return IdentityRefusals.ProviderExists(url);
        var others = await IdentityRecords.OidcProviders.ScanAsync(exchange.Engine.Store, account.ToString(), limit: OidcProvider.MaxOfAccount);
        if (others.Count >= OidcProvider.MaxOfAccount) return IdentityRefusals.QuotaExceeded("OpenIdConnectProvidersPerAccount", OidcProvider.MaxOfAccount);
        if (EntityTags.Apply(new Dictionary<string, string>(), query.Tags(), kind.TagKeys, out var tags) is { } badTags) return badTags;
        var provider = new OidcProviderRecord { Url = name, CreatedAt = exchange.Now, ClientIds = clientIds, Thumbprints = thumbprints, Tags = tags };
        IdentityRecords.OidcProviders.Create(exchange.Changes, account.ToString(), IdentityRecords.IdOf(name), provider);
        return new QueryResult(QueryElement.Text("OpenIDConnectProviderArn", provider.ArnIn(account)), EntityTags.Element(tags));
    }
}
