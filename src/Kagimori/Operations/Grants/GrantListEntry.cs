using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Keys;

namespace Kagimori.Operations.Grants;

/// <summary>A grant as listings answer it, with its principals as they are named now.</summary>
internal sealed record GrantListEntry
{
    public required string KeyId { get; init; }

    public required string GrantId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public string? GranteePrincipal { get; init; }

    public string? GranteeServicePrincipal { get; init; }

    public string? RetiringPrincipal { get; init; }

    public string? RetiringServicePrincipal { get; init; }

    public required string IssuingAccount { get; init; }

    public required IReadOnlyList<string> Operations { get; init; }

    public GrantConstraints? Constraints { get; init; }

    public static async ValueTask<GrantListEntry> OfAsync(Exchange exchange, KeyArn key, GrantRecord grant)
    {
        var binding = new PrincipalBinding(exchange.Engine.Store);
        return new GrantListEntry
        {
            KeyId = key.ToString(),
            GrantId = grant.Id,
            Name = grant.Name,
            CreationDate = grant.CreatedAt,
            GranteePrincipal = GrantRecord.IsService(grant.Grantee) ? null : await binding.ShowAsync(grant.Grantee),
            GranteeServicePrincipal = GrantRecord.IsService(grant.Grantee) ? grant.Grantee : null,
            RetiringPrincipal = grant.Retiring is { } retiring && !GrantRecord.IsService(retiring) ? await binding.ShowAsync(retiring) : null,
            RetiringServicePrincipal = grant.Retiring is { } service && GrantRecord.IsService(service) ? service : null,
            IssuingAccount = AccountId.Parse(grant.IssuingAccount).RootArn,
            Operations = grant.Operations,
            Constraints = GrantConstraints.Of(grant),
        };
    }
}
