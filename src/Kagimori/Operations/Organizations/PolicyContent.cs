using Kagimori.Organizations;
using Kagimori.Policies;

namespace Kagimori.Operations.Organizations;

/// <summary>What the content of a policy must be: of the grammar of its type, and not too long.</summary>
internal static class PolicyContent
{
    public static Refusal? Check(OrganizationPolicyType type, string content)
    {
        if (Policy.TryParse(content, type.Grammar, out _, out var error)) return null;
        return error!.Code == PolicyErrorCode.TooLarge
            ? OrganizationRefusals.Constraint("POLICY_CONTENT_LIMIT_EXCEEDED", "You have exceeded the allowed size of the policy content.")
            : OrganizationRefusals.MalformedPolicy() with { Reason = $"{error.Path} {error.Detail} (line {error.Line}, column {error.Column})" };
    }
}
