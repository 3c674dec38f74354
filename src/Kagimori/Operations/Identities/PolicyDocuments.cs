using Kagimori.Authorization;
using Kagimori.Policies;

namespace Kagimori.Operations.Identities;

/// <summary>What a policy document must pass before IAM stores it, and how it is written in answers.</summary>
internal static class PolicyDocuments
{
    public const int MaxTrustPolicySize = 2_048;

    /// <summary>Null for a document that can be stored as an identity policy.</summary>
    public static Refusal? CheckIdentityPolicy(string text) =>
        Policy.TryParse(text, PolicyGrammar.IdentityPolicy, out _, out var error) ? null : Refusals.MalformedPolicyDocument(error!.Message);

    /// <summary>Validates a role trust policy and binds its principals to unique ids.</summary>
    /// <returns>The text to store.</returns>
    public static async ValueTask<Outcome<string>> BindTrustPolicyAsync(Exchange exchange, string text)
    {
        if (PolicySize.OfIdentityPolicy(text) > MaxTrustPolicySize) return IdentityRefusals.QuotaExceeded("ACLSizePerRole", MaxTrustPolicySize);
        if (!Policy.TryParse(text, PolicyGrammar.TrustPolicy, out var policy, out var error))
        {
            return error!.Code == PolicyErrorCode.TooLarge
                ? IdentityRefusals.QuotaExceeded("ACLSizePerRole", MaxTrustPolicySize)
                : Refusals.MalformedPolicyDocument(error.Message);
        }
        var binding = new PrincipalBinding(exchange.Engine.Store);
        if (await binding.TryBindAsync(policy!) is { } bound) return bound;
        // Asked again, a principal made in between is found: the message then names none.
        var (type, principal) = await binding.FindInvalidAsync(policy!) ?? ("AWS", "");
        return IdentityRefusals.InvalidPrincipal(type, principal);
    }

    /// <summary>A stored role trust policy as a caller sees it: with ARNs instead of unique ids.</summary>
    public static ValueTask<string> ShowTrustPolicyAsync(Exchange exchange, string stored) =>
        new PrincipalBinding(exchange.Engine.Store).ShowAsync(CompiledPolicies.Get(stored, PolicyGrammar.TrustPolicy));

    /// <summary>A document as IAM writes it into XML: percent-encoded after RFC 3986.</summary>
    public static string Encode(string document) => Uri.EscapeDataString(document);
}
