using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Grants;

/// <summary>Lists the grants of a key.</summary>
internal static class ListGrants
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static readonly Shape<ListGrantsRequest> Shape = new(
        Kms.Number<ListGrantsRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListGrantsRequest>("Marker", r => r.Marker, Kms.MarkerType),
        Kms.Text<ListGrantsRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<ListGrantsRequest>("GrantId", r => r.GrantId, Kms.GrantIdType),
        Kms.Text<ListGrantsRequest>("GranteePrincipal", r => r.GranteePrincipal, Kms.PrincipalIdType),
        Kms.Text<ListGrantsRequest>("GranteeServicePrincipal", r => r.GranteeServicePrincipal, Kms.ServicePrincipalType));

    public static bool Condition(Exchange exchange, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsGrantIsForAWSResource;
        values = asked ? new ConditionValues(IsForAwsResource(exchange)) : default;
        return asked;
    }

    /// <summary>kms:GrantIsForAWSResource: whether a service asks on a principal's behalf.</summary>
    public static string IsForAwsResource(Exchange exchange) => exchange.Forwarded is { CalledVia.Count: > 0 } ? "true" : "false";

    public static async ValueTask<Outcome<ListGrantsResponse>> PerformAsync(Exchange exchange, ListGrantsRequest request)
    {
        if (request.Limit > MaxLimit) return Refusals.LimitOutOfRange(MaxLimit);
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var key = exchange.Key;
        var grantee = request.GranteeServicePrincipal;
        if (grantee is not null && request.GranteePrincipal is not null) return GrantPrincipal.OneOf("GranteePrincipal", "GranteeServicePrincipal");
        if (grantee is not null && exchange.Caller.Principal.Type != PrincipalType.Service) return Refusals.NotAService("GranteeServicePrincipal");
        if (request.GranteePrincipal is { } principal)
        {
            var bound = await GrantPrincipal.BindAsync(exchange, principal, "Input");
            if (bound.Refusal is { } refusal) return refusal;
            grantee = bound.Value;
        }
        var grants = key.Grants.Select(grant => grant.Record)
            .Where(grant => (request.GrantId is null || grant.Id == request.GrantId) && (grantee is null || grant.Grantee == grantee));
        var (items, next) = page.CutAll(grants, grant => grant.Id);
        var entries = new List<GrantListEntry>(items.Count);
        foreach (var grant in items) entries.Add(await GrantListEntry.OfAsync(exchange, key.Arn, grant));
        return new ListGrantsResponse { Grants = entries, NextMarker = next, Truncated = next is not null };
    }
}

internal sealed record ListGrantsRequest
{
    public int? Limit { get; set; }

    public string? Marker { get; set; }

    public string? KeyId { get; set; }

    public string? GrantId { get; set; }

    public string? GranteePrincipal { get; set; }

    public string? GranteeServicePrincipal { get; set; }
}
