using Kagimori.Authorization;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.OidcProviders;

/// <summary>How OpenID Connect providers are named, and what they must be.</summary>
internal static class OidcProvider
{
    public const int MaxOfAccount = 100;
    private const int MaxClientIds = 100;
    private const int MaxThumbprints = 5;
    private const string Https = "https://";
    private const string ArnInfix = ":oidc-provider/";

    public static readonly Member<QueryParameters> Arn = Query.Text("OpenIDConnectProviderArn", Iam.ArnType, isRequired: true);

    /// <summary>Adds the provider that the request names as the target.</summary>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query)
    {
        var arn = query.Text("OpenIDConnectProviderArn")!;
        var account = exchange.Caller.Account;
        var prefix = $"arn:aws:iam::{account}{ArnInfix}";
        if (!arn.StartsWith(prefix, StringComparison.Ordinal)) return IdentityRefusals.InvalidProviderArn(arn);
        var found = await EntityKinds.OidcProvider.FindAsync(exchange, arn[prefix.Length..]);
        exchange.AddTarget(new AccessTarget
        {
            Action = exchange.Operation!.Action,
            Resource = arn,
            ResourceAccount = account.ToString(),
            Entity = found?.Value.ArnIn(account) == arn ? found.Stored : null,
        });
        return null;
    }

    /// <summary>The URL without <c>https://</c>; null for one that can be no issuer's.</summary>
    public static string? NameOf(string url) =>
        url.StartsWith(Https, StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed is { Query: "", Fragment: "", UserInfo: "" } && parsed.Host.Length > 0 && parsed.IdnHost == parsed.Host && !url.EndsWith('?') && !url.EndsWith('#')
            ? url[Https.Length..]
            : null;

    /// <summary>What client ids and thumbprints a provider cannot have.</summary>
    public static Refusal? Check(IReadOnlyList<string> clientIds, IReadOnlyList<string> thumbprints)
    {
        if (clientIds.Count > MaxClientIds) return IdentityRefusals.QuotaExceeded("ClientIdsPerOpenIdConnectProvider", MaxClientIds);
        if (thumbprints.Count > MaxThumbprints) return IdentityRefusals.TooManyThumbprints(MaxThumbprints);
        return thumbprints.All(thumbprint => thumbprint.All(char.IsAsciiHexDigit)) ? null : IdentityRefusals.InvalidThumbprint();
    }

    public static IReadOnlyList<string> ListOf(QueryParameters query, string name) => [.. (query.List(name) ?? []).OfType<string>().Distinct()];
}
