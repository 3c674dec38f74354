using Kagimori.Authorization;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.KeyPolicies;

/// <summary>Replaces a key's policy, unless that would lock the caller out of replacing it again.</summary>
internal static class PutKeyPolicy
{
    public static readonly Shape<PutKeyPolicyRequest> Shape = new(
        Kms.Text<PutKeyPolicyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<PutKeyPolicyRequest>("PolicyName", r => r.PolicyName, Kms.PolicyNameType),
        Kms.Text<PutKeyPolicyRequest>("Policy", r => r.Policy, Kms.PolicyType, isRequired: true),
        Kms.Flag<PutKeyPolicyRequest>("BypassPolicyLockoutSafetyCheck", r => r.BypassPolicyLockoutSafetyCheck));

    public static bool Condition(Exchange exchange, PutKeyPolicyRequest request, ConditionKey key, out ConditionValues values)
    {
        values = default;
        if (key.Known != WellKnownKey.KmsBypassPolicyLockoutSafetyCheck || request.BypassPolicyLockoutSafetyCheck is not { } bypass) return false;
        values = new ConditionValues(ConditionText.Of(bypass)!);
        return true;
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, PutKeyPolicyRequest request)
    {
        if (request.PolicyName is not (null or GetKeyPolicy.PolicyName)) return Refusals.Validation("PolicyName must be default.");
        var policy = await KeyPolicyValidation.ValidateAsync(
            exchange, request.Policy!, exchange.Targets[0], request.BypassPolicyLockoutSafetyCheck == true);
        if (policy.Refusal is { } refusal) return refusal;
        var key = exchange.Key;
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { Policy = policy.Value! });
        return NoResponse.Instance;
    }
}

internal sealed record PutKeyPolicyRequest
{
    public string? KeyId { get; set; }

    public string? PolicyName { get; set; }

    public string? Policy { get; set; }

    public bool? BypassPolicyLockoutSafetyCheck { get; set; }
}
