using System.Collections.Frozen;
using Kagimori.Authorization;
using Kagimori.Policies;

namespace Kagimori.Organizations;

/// <summary>All organizations as decisions need them: the compiled levels of each account. Immutable.</summary>
public sealed class OrganizationSet
{
    public static readonly OrganizationSet Empty = new([]);
    private readonly FrozenDictionary<string, AccountControls> _accounts;

    private OrganizationSet(Dictionary<string, AccountControls> accounts) => _accounts = accounts.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is said of an account; null when it is in no organization.</summary>
    public AccountControls? Find(string? account) => account is not null && _accounts.TryGetValue(account, out var controls) ? controls : null;

    /// <returns>Null when an attached policy is not among the policies: they were read at different times.</returns>
    internal static OrganizationSet? TryCompile(IEnumerable<(OrganizationRecord Organization, IReadOnlyDictionary<string, OrganizationPolicyRecord> Policies)> organizations)
    {
        var accounts = new Dictionary<string, AccountControls>(StringComparer.Ordinal);
        foreach (var (organization, policies) in organizations)
        {
            if (!TryCompile(organization, policies, accounts)) return null;
        }
        return accounts.Count == 0 ? Empty : new OrganizationSet(accounts);
    }

    private static bool TryCompile(
        OrganizationRecord organization, IReadOnlyDictionary<string, OrganizationPolicyRecord> policies, Dictionary<string, AccountControls> accounts)
    {
        // INVARIANT: an attached policy that cannot be read stops every request: leaving it out could leave out a deny.
        var attached = new Dictionary<string, List<(string Type, AttachedPolicy Policy)>>(StringComparer.Ordinal);
        foreach (var (policyId, target) in organization.Attachments)
        {
            if ((OrganizationPolicyType.FindDefault(policyId) ?? policies.GetValueOrDefault(policyId)) is not { } policy) return false;
            if (!attached.TryGetValue(target, out var list)) attached.Add(target, list = []);
            list.Add((policy.Type, Compile(organization, policy)));
        }
        foreach (var account in organization.Accounts)
        {
            string[] levels = [.. organization.Lineage(account.ParentId), account.Id];
            accounts.Add(account.Id, new AccountControls
            {
                OrganizationId = organization.Id,
                Paths = [organization.PathOf(account.ParentId)],
                ServiceControlPolicies = LevelsOf(organization, account, levels, attached, OrganizationPolicyType.ServiceControl),
                ResourceControlPolicies = LevelsOf(organization, account, levels, attached, OrganizationPolicyType.ResourceControl),
            });
        }
        return true;
    }

    private static AttachedPolicy[][]? LevelsOf(
        OrganizationRecord organization, MemberRecord account, string[] levels, Dictionary<string, List<(string Type, AttachedPolicy Policy)>> attached, string type)
    {
        // No policy of an organization limits its management account.
        if (account.Id == organization.ManagementAccount || !organization.PolicyTypes.Contains(type)) return null;
        return [.. levels.Select(level => attached.GetValueOrDefault(level)?.Where(item => item.Type == type).Select(item => item.Policy).ToArray() ?? [])];
    }

    private static AttachedPolicy Compile(OrganizationRecord organization, OrganizationPolicyRecord policy)
    {
        var type = OrganizationPolicyType.Find(policy.Type)!;
        return new AttachedPolicy(CompiledPolicies.Get(policy.Content, type.Grammar), policy.Name, policy.ArnIn(organization), type.Source);
    }
}
