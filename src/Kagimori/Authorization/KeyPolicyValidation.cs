using System.Text;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Authorization;

/// <summary>What a key policy must pass before it is stored: size, language, principals, and the lockout safety check.</summary>
public static class KeyPolicyValidation
{
    private const int MaxBytes = 32_768;

    /// <summary>Validates a policy for a key and binds its principals.</summary>
    /// <param name="target">The key's kms:PutKeyPolicy target, decided under the new policy instead of its own.</param>
    /// <returns>The text to store.</returns>
    public static async ValueTask<Outcome<string>> ValidateAsync(Exchange exchange, string text, AccessTarget target, bool bypassLockoutCheck)
    {
        var bound = await BindAsync(exchange.Engine.Store, text, services: exchange.Engine.TrustedCallers.Services);
        if (bound.IsRefused || bypassLockoutCheck) return bound;
        var policy = CompiledPolicies.Get(bound.Value!, PolicyGrammar.KeyPolicy);
        var decision = RequestAuthorizer.Decide(exchange, UnderPolicy(target, policy));
        return decision.Outcome == DecisionOutcome.Allowed ? bound : Refusals.PolicyLockout();
    }

    /// <summary>Validates a policy without regard to who stores it, and binds its principals.</summary>
    /// <param name="services">Services of the operator's own that the policy may name besides those of AWS.</param>
    /// <param name="keepsLayout">Whether statements stay on their lines; a policy that is stored is laid out anew.</param>
    public static async ValueTask<Outcome<string>> BindAsync(SqliteStore store, string text, ChangeSet? pending = null, IReadOnlySet<string>? services = null, bool keepsLayout = false)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
            return Refusals.LimitExceeded($"The key policy is larger than {MaxBytes} bytes.");
        if (!Policy.TryParse(text, PolicyGrammar.KeyPolicy, out var policy, out var error))
            return error!.Code == PolicyErrorCode.InvalidPrincipal ? Refusals.InvalidPrincipals() : Refusals.MalformedPolicy(error.Message);
        // As AWS does, a key policy is kept in one canonical form, whatever white space it came with.
        var canonical = keepsLayout ? policy! : CompiledPolicies.Get(policy!.ToCanonicalText(), PolicyGrammar.KeyPolicy);
        var bound = await new PrincipalBinding(store, pending, services).TryBindAsync(canonical);
        return bound is null ? Refusals.InvalidPrincipals() : bound;
    }

    private static AccessTarget UnderPolicy(AccessTarget target, Policy policy) => new()
    {
        Action = "kms:PutKeyPolicy",
        Resource = target.Resource,
        ResourceAccount = target.ResourceAccount,
        ResourcePolicy = new AttachedPolicy(policy, "default", null, PolicySource.KeyPolicy),
        Key = target.Key,
    };
}
