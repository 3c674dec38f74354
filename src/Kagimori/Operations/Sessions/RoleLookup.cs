using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Operations.Sessions;

/// <summary>Finds the role that is to be assumed, in any account, and adds what must be allowed on it.</summary>
internal static class RoleLookup
{
    private const string Prefix = "arn:aws:iam::";

    /// <summary>The account that a role's ARN names; false for what is not the form of one.</summary>
    public static bool TryGetAccount(string arn, out AccountId account)
    {
        account = default;
        if (!arn.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var end = arn.IndexOf(":role/", StringComparison.Ordinal);
        return end > Prefix.Length && AccountId.TryParse(arn[Prefix.Length..end], out account);
    }

    /// <summary>The role with exactly this ARN; null when there is none.</summary>
    public static async ValueTask<Stored<RoleRecord>?> FindAsync(Exchange exchange, string arn)
    {
        if (!TryGetAccount(arn, out var account)) return null;
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        var role = await IdentityRecords.Roles.FindAsync(exchange.Engine.Store, account.ToString(), IdentityRecords.IdOf(name));
        return role?.Value.ArnIn(account) == arn ? role : null;
    }

    /// <summary>Adds an action on a role: its trust policy is the policy of the resource.</summary>
    public static void AddTarget(Exchange exchange, Stored<RoleRecord> role, string arn, string action) => exchange.AddTarget(new AccessTarget
    {
        Action = action,
        Resource = arn,
        ResourceAccount = role.Key.Partition,
        ResourcePolicy = new AttachedPolicy(
            CompiledPolicies.Get(role.Value.TrustPolicy, PolicyGrammar.TrustPolicy), "trust", null, PolicySource.TrustPolicy),
        CrossAccount = true,
        Entity = role,
    });
}
