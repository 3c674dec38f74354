using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Gathers the policies of a principal, each once, without those that are to be left out.</summary>
internal sealed class SimulatedPolicyLoader(Exchange exchange, PolicyExclusions exclusions)
{
    private readonly EntityPolicies _loader = new(exchange.Engine.Store);
    private readonly AccountId _account = exchange.Caller.Account;

    public List<AttachedPolicy> Policies { get; } = [];

    /// <summary>A user's own policies and those of its groups.</summary>
    public async ValueTask AddAsync(UserRecord user)
    {
        AddInline("user", user.Name, user.InlinePolicies, PolicySource.UserInline);
        await AddManagedAsync(user.AttachedPolicies, PolicySource.UserManaged);
        foreach (var name in user.Groups)
        {
            if (await EntityKinds.Group.FindAsync(exchange, name) is { } group) await AddAsync(group.Value);
        }
    }

    public async ValueTask AddAsync(GroupRecord group)
    {
        AddInline("group", group.Name, group.InlinePolicies, PolicySource.GroupInline);
        await AddManagedAsync(group.AttachedPolicies, PolicySource.GroupManaged);
    }

    public async ValueTask AddAsync(RoleRecord role)
    {
        AddInline("role", role.Name, role.InlinePolicies, PolicySource.RoleInline);
        await AddManagedAsync(role.AttachedPolicies, PolicySource.RoleManaged);
    }

    public ValueTask<AttachedPolicy?> BoundaryAsync(string? arn) => _loader.BoundaryAsync(_account, exclusions.Boundary ? null : arn);

    private void AddInline(string kind, string owner, IReadOnlyDictionary<string, string> documents, PolicySource source) => EntityPolicies.AddInline(
        Policies, documents.Where(document => !exclusions.Inline(kind, owner, document.Key)).ToDictionary(), source, $"{kind}_{owner}_");

    private ValueTask AddManagedAsync(IEnumerable<string> arns, PolicySource source) => _loader.AddManagedAsync(
        Policies, _account, arns.Where(arn => !exclusions.Managed(arn, _account) && !Policies.Exists(policy => policy.Arn == arn)).ToList(), source);
}
