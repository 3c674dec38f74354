using Kagimori.Authorization;
using Kagimori.Wire;

namespace Kagimori.Operations.KeyPolicies;

/// <summary>Answers a key's policy with its principals as they are named now.</summary>
internal static class GetKeyPolicy
{
    /// <summary>The only name a key policy can have.</summary>
    public const string PolicyName = "default";

    public static readonly Shape<GetKeyPolicyRequest> Shape = new(
        Kms.Text<GetKeyPolicyRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<GetKeyPolicyRequest>("PolicyName", r => r.PolicyName, Kms.PolicyNameType));

    public static async ValueTask<Outcome<GetKeyPolicyResponse>> PerformAsync(Exchange exchange, GetKeyPolicyRequest request)
    {
        if (request.PolicyName is not (null or PolicyName)) return Refusals.PolicyNotFound();
        var text = await new PrincipalBinding(exchange.Engine.Store).ShowAsync(exchange.Key.Policy.Policy);
        return new GetKeyPolicyResponse { Policy = text, PolicyName = PolicyName };
    }
}

internal sealed record GetKeyPolicyRequest
{
    public string? KeyId { get; set; }

    public string? PolicyName { get; set; }
}

internal sealed record GetKeyPolicyResponse
{
    public required string Policy { get; init; }

    public required string PolicyName { get; init; }
}
