using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Grants;

/// <summary>Takes a grant away: the key's owner denies from now on what it allowed.</summary>
internal static class RevokeGrant
{
    public static readonly Shape<RevokeGrantRequest> Shape = new(
        Kms.Text<RevokeGrantRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<RevokeGrantRequest>("GrantId", r => r.GrantId, Kms.GrantIdType, isRequired: true),
        Kms.Flag<RevokeGrantRequest>("DryRun", r => r.DryRun));

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, RevokeGrantRequest request)
    {
        var key = exchange.Key;
        if (key.Grants.FirstOrDefault(candidate => candidate.Record.Id == request.GrantId) is not { } grant) return Refusals.GrantNotFound(request.GrantId!);
        await GrantChanges.DeleteAsync(exchange.Changes, key.Arn, grant.Stored, exchange.Engine.Store);
        return NoResponse.Instance;
    }
}

internal sealed record RevokeGrantRequest
{
    public string? KeyId { get; set; }

    public string? GrantId { get; set; }

    public bool? DryRun { get; set; }
}
