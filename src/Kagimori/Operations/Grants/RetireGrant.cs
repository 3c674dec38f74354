using Kagimori.Authorization;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Grants;

/// <summary>Ends a grant when it has done its work. Who may is said by the grant and by IAM policies; the key policy is not asked.</summary>
internal static class RetireGrant
{
    public static readonly Shape<RetireGrantRequest> Shape = new(
        Kms.Text<RetireGrantRequest>("GrantToken", r => r.GrantToken, Kms.GrantTokenType),
        Kms.Text<RetireGrantRequest>("KeyId", r => r.KeyId, Kms.KeyIdType),
        Kms.Text<RetireGrantRequest>("GrantId", r => r.GrantId, Kms.GrantIdType),
        Kms.Flag<RetireGrantRequest>("DryRun", r => r.DryRun));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, RetireGrantRequest request)
    {
        KeyReference reference;
        var grantId = request.GrantId;
        if (request.GrantToken is { } token)
        {
            if (request.KeyId is not null || grantId is not null) return Refusals.Validation("Specify either a grant token, or a key ARN and a grant ID.");
            if (!exchange.Engine.GrantTokens.TryRead(token, out reference, out grantId)) return Refusals.InvalidGrantToken();
        }
        else
        {
            if (request.KeyId is null || grantId is null) return Refusals.Validation("Specify either a grant token, or a key ARN and a grant ID.");
            if (!KeyReference.TryParse(request.KeyId, out reference) || !reference.IsArn || reference.Key is null)
                return new Refusal("NotFoundException", $"Invalid arn {request.KeyId}");
        }
        if (reference.Region != exchange.Region) return Refusals.ArnOfAnotherRegion(reference.Region.ToString()!);
        var key = await KeyResolution.FindAsync(exchange, reference);
        var grant = key?.Grants.FirstOrDefault(candidate => candidate.Record.Id == grantId);
        if (key is null || (grant is null && reference.Account != exchange.Caller.Account)) return KeyResolution.NotFound(exchange, reference, exchange.Operation!.Action);
        if (grant is null) return Refusals.GrantNotFound(grantId);
        exchange.AddTarget(new AccessTarget
        {
            Action = exchange.Operation!.Action,
            Resource = key.ArnText,
            // The account that issued a grant may end it, as if the grant were its own.
            ResourceAccount = grant.Record.IssuingAccount,
            CrossAccount = true,
            Key = key,
            RetiredGrant = grant,
            EncryptionContext = GrantConstraints.PairsOf(grant.Record),
        });
        return null;
    }

    public static bool Condition(Exchange exchange, RetireGrantRequest request, ConditionKey key, out ConditionValues values)
    {
        var value = key.Known == WellKnownKey.KmsGrantConstraintType ? GrantConstraints.TypeOf(exchange.Targets[0].RetiredGrant!.Record) : null;
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, RetireGrantRequest request)
    {
        await GrantChanges.DeleteAsync(exchange.Changes, exchange.Key.Arn, exchange.Targets[0].RetiredGrant!.Stored, exchange.Engine.Store);
        return NoResponse.Instance;
    }
}

internal sealed record RetireGrantRequest
{
    public string? GrantToken { get; set; }

    public string? KeyId { get; set; }

    public string? GrantId { get; set; }

    public bool? DryRun { get; set; }
}
