using Kagimori.Authorization;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Identities;

/// <summary>Reads and compiles the policies that are attached to users and roles.</summary>
internal sealed class EntityPolicies(SqliteStore store)
{
    /// <summary>A user's inline and managed policies and those of its groups.</summary>
    public async ValueTask<AttachedPolicy[]> OfUserAsync(AccountId account, UserRecord user)
    {
        var policies = new List<AttachedPolicy>();
        AddInline(policies, user.InlinePolicies, PolicySource.UserInline);
        await AddManagedAsync(policies, account, user.AttachedPolicies, PolicySource.UserManaged);
        foreach (var name in user.Groups)
        {
            var group = await IdentityRecords.Groups.FindAsync(store, account.ToString(), IdentityRecords.IdOf(name))
                ?? throw new StoreException($"User {user.Name} is in the group {name}, which does not exist.");
            AddInline(policies, group.Value.InlinePolicies, PolicySource.GroupInline);
            await AddManagedAsync(policies, account, group.Value.AttachedPolicies, PolicySource.GroupManaged);
        }
        return [.. policies];
    }

    /// <summary>A role's inline and managed policies.</summary>
    public async ValueTask<AttachedPolicy[]> OfRoleAsync(AccountId account, RoleRecord role)
    {
        var policies = new List<AttachedPolicy>();
        AddInline(policies, role.InlinePolicies, PolicySource.RoleInline);
        await AddManagedAsync(policies, account, role.AttachedPolicies, PolicySource.RoleManaged);
        return [.. policies];
    }

    /// <summary>The permissions boundary; null for none.</summary>
    public async ValueTask<AttachedPolicy?> BoundaryAsync(AccountId account, string? arn)
    {
        if (arn is null) return null;
        var policies = new List<AttachedPolicy>();
        await AddManagedAsync(policies, account, [arn], PolicySource.PermissionsBoundary);
        return policies[0];
    }

    /// <param name="prefix">What precedes a policy's name where it is told; inline policies of several entities can have one name.</param>
    public static void AddInline(List<AttachedPolicy> policies, IReadOnlyDictionary<string, string> documents, PolicySource source, string prefix = "")
    {
        foreach (var (name, text) in documents)
            policies.Add(new AttachedPolicy(CompiledPolicies.Get(text, PolicyGrammar.IdentityPolicy), prefix + name, null, source));
    }

    // INVARIANT: a policy that is attached but cannot be read stops the request: leaving it out could leave out a deny.
    public async ValueTask AddManagedAsync(List<AttachedPolicy> policies, AccountId account, IEnumerable<string> arns, PolicySource source)
    {
        foreach (var arn in arns)
        {
            var name = arn[(arn.LastIndexOf('/') + 1)..];
            var policy = AwsManagedPolicies.Find(arn)
                ?? (await IdentityRecords.ManagedPolicies.FindAsync(store, account.ToString(), IdentityRecords.IdOf(name)))?.Value
                ?? throw new StoreException($"The attached policy {arn} does not exist.");
            policies.Add(new AttachedPolicy(CompiledPolicies.Get(policy.DefaultDocument, PolicyGrammar.IdentityPolicy), name, arn, source));
        }
    }
}
