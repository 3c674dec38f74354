using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Grants;

/// <summary>Lists the grants that a principal of the caller's account may retire, on keys of every account.</summary>
internal static class ListRetirableGrants
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static readonly Shape<ListRetirableGrantsRequest> Shape = new(
        Kms.Number<ListRetirableGrantsRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListRetirableGrantsRequest>("Marker", r => r.Marker, Kms.MarkerType),
        Kms.TextUnless<ListRetirableGrantsRequest>("RetiringPrincipal", r => r.RetiringPrincipal, Kms.PrincipalIdType, r => r.RetiringServicePrincipal),
        Kms.Text<ListRetirableGrantsRequest>("RetiringServicePrincipal", r => r.RetiringServicePrincipal, Kms.ServicePrincipalType));

    /// <summary>A service, which no policy without a resource reaches, needs no permission to see its own.</summary>
    public static ValueTask<Refusal?> Resolve(Exchange exchange, ListRetirableGrantsRequest request) =>
        exchange.Caller.Principal is { Type: PrincipalType.Service } service && service.Arn == request.RetiringServicePrincipal ? default : KeyResolution.WithoutResource(exchange);

    public static async ValueTask<Outcome<ListGrantsResponse>> PerformAsync(Exchange exchange, ListRetirableGrantsRequest request)
    {
        if (request.Limit > MaxLimit) return Refusals.LimitOutOfRange(MaxLimit);
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var principal = await FindOwnAsync(exchange, request);
        if (principal.Refusal is { } refusal) return refusal;
        var store = exchange.Engine.Store;
        var found = await KeyRecords.RetirableGrants.ScanAsync(
            store, GrantChanges.RetirablePartition(exchange.Region.ToString(), principal.Value!), after: page.After, limit: page.ReadLimit);
        var (items, next) = page.Cut(found, item => item.Key.Id);
        var entries = new List<GrantListEntry>(items.Count);
        foreach (var item in items)
        {
            var key = new KeyArn(AccountId.Parse(item.Value.Account), exchange.Region, KeyId.Parse(item.Value.KeyId));
            var grant = await KeyRecords.Grants.FindAsync(store, key.Partition, KeyRecords.GrantRecordId(item.Value.KeyId, item.Value.GrantId));
            if (grant is not null) entries.Add(await GrantListEntry.OfAsync(exchange, key, grant.Value));
        }
        return new ListGrantsResponse { Grants = entries, NextMarker = next, Truncated = next is not null };
    }

    private static async ValueTask<Outcome<string>> FindOwnAsync(Exchange exchange, ListRetirableGrantsRequest request)
    {
        if (request.RetiringServicePrincipal is { } service)
        {
            if (request.RetiringPrincipal is not null) return GrantPrincipal.OneOf("RetiringPrincipal", "RetiringServicePrincipal");
            return exchange.Caller.Principal.Type == PrincipalType.Service ? service : Refusals.NotAService("RetiringServicePrincipal");
        }
        var principal = request.RetiringPrincipal!;
        var bound = await GrantPrincipal.BindAsync(exchange, principal, "Input");
        if (bound.Refusal is { } refusal) return principal.StartsWith("arn:", StringComparison.Ordinal) ? refusal : Refusals.RetiringPrincipalNotFound(principal);
        var arn = await new PrincipalBinding(exchange.Engine.Store).ShowAsync(bound.Value!);
        return arn.Split(':')[4] == exchange.Caller.Account.ToString() ? bound : Refusals.RetiringPrincipalNotFound(principal);
    }
}

internal sealed record ListRetirableGrantsRequest
{
    public int? Limit { get; set; }

    public string? Marker { get; set; }

    public string? RetiringPrincipal { get; set; }

    public string? RetiringServicePrincipal { get; set; }
}
