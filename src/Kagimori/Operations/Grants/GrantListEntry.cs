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

    public required string GranteePrincipal { get; init; }

    public string? RetiringPrincipal { get; init; }

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
            GranteePrincipal = await binding.ShowAsync(grant.Grantee),
            RetiringPrincipal = grant.Retiring is { } retiring ? await binding.ShowAsync(retiring) : null,
            IssuingAccount = AccountId.Parse(grant.IssuingAccount).RootArn,
            Operations = grant.Operations,
            Constraints = GrantConstraints.Of(grant),
        };
    }
}
