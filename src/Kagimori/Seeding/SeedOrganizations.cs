using Kagimori.Identities;
using Kagimori.Organizations;
using Kagimori.Storage;

namespace Kagimori.Seeding;

/// <summary>The organization of a seed, added to the change set of its accounts.</summary>
internal sealed class SeedOrganizations(Engine engine, ChangeSet changes, List<string> errors)
{
    private readonly DateTimeOffset _now = engine.Time.GetUtcNow();

    public async ValueTask ApplyAsync(SeedOrganization seed)
    {
        var stored = await OrganizationRecords.FindOfAsync(engine.Store, seed.ManagementAccount);
        if (stored is not null && (stored.Value.ManagementAccount != seed.ManagementAccount || (seed.Id is not null && seed.Id != stored.Value.Id)))
        {
            errors.Add($"{seed.Path}.managementAccount: the account is in the organization {stored.Value.Id} already.");
            return;
        }
        var organization = stored?.Value ?? New(seed);
        foreach (var type in seed.PolicyTypes.Where(type => !organization.PolicyTypes.Contains(type)))
            organization = organization.WithPolicyType(OrganizationPolicyType.Find(type)!);
        if (stored is null) organization = await WithAccountAsync(organization, seed.Path, seed.ManagementAccount, organization.RootId);
        organization = await WithUnitAsync(organization, seed.Root, organization.RootId);
        organization = await WithPoliciesAsync(organization, seed.Policies);
        if (stored is null) OrganizationRecords.Organizations.Create(changes, "", organization.Id, organization);
        else if (!OrganizationRecords.Organizations.Same(stored.Value, organization)) OrganizationRecords.Organizations.Update(changes, stored, organization);
    }

    private OrganizationRecord New(SeedOrganization seed) => new()
    {
        Id = seed.Id ?? $"o-{OrganizationIds.New(engine.Random, OrganizationIds.OrganizationLength)}",
        RootId = seed.RootId ?? $"r-{OrganizationIds.New(engine.Random, OrganizationIds.RootLength)}",
        ManagementAccount = seed.ManagementAccount,
        CreatedAt = _now,
    };

    private async ValueTask<OrganizationRecord> WithUnitAsync(OrganizationRecord organization, SeedUnit seed, string id)
    {
        foreach (var account in seed.Accounts) organization = await WithAccountAsync(organization, $"{seed.Path}.accounts", account, id);
        foreach (var child in seed.Units)
        {
            var unit = organization.Units.FirstOrDefault(unit => unit.ParentId == id && unit.Name == child.Name);
            if (unit is null)
            {
                unit = new UnitRecord(child.Id ?? OrganizationIds.NewUnit(engine.Random, organization.RootId), child.Name, id);
                if (organization.FindUnit(unit.Id) is not null) errors.Add($"{child.Path}.id: the id {unit.Id} stands twice.");
                organization = (organization with { Units = [.. organization.Units, unit] }).WithDefaults(unit.Id);
            }
            organization = await WithUnitAsync(organization, child, unit.Id);
        }
        return organization;
    }

    private async ValueTask<OrganizationRecord> WithAccountAsync(OrganizationRecord organization, string path, string account, string parent)
    {
        if (organization.FindAccount(account) is { } member)
            return organization with { Accounts = [.. organization.Accounts.Select(other => other == member ? member with { ParentId = parent } : other)] };
        if (await IdentityRecords.Accounts.FindAsync(engine.Store, changes, "", account) is null) errors.Add($"{path}: the account {account} does not exist.");
        else if (await OrganizationRecords.Memberships.FindAsync(engine.Store, "", account) is not null) errors.Add($"{path}: the account {account} is in another organization.");
        else OrganizationRecords.Memberships.Create(changes, "", account, new MembershipRecord(organization.Id));
        return organization.WithAccount(MemberRecord.Of(account, parent, MemberRecord.Invited, _now));
    }

    private async ValueTask<OrganizationRecord> WithPoliciesAsync(OrganizationRecord organization, IReadOnlyList<SeedOrganizationPolicy> seeds)
    {
        var policies = await OrganizationRecords.Policies.ScanAsync(engine.Store, organization.Id);
        var seen = new HashSet<(string, string)>();
        foreach (var seed in seeds)
        {
            if (!seen.Add((seed.Type, seed.Name))) errors.Add($"{seed.Path}.name: the policy {seed.Name} stands twice.");
            else organization = WithTargets(organization, seed, Put(organization, seed, policies.FirstOrDefault(policy => policy.Value.Name == seed.Name && policy.Value.Type == seed.Type)));
        }
        return organization;
    }

    // The id of the policy, which is made or changed as the seed says.
    private string Put(OrganizationRecord organization, SeedOrganizationPolicy seed, Stored<OrganizationPolicyRecord>? stored)
    {
        if (seed.Document is null) return OrganizationPolicyType.Find(seed.Type)!.Default.Id;
        var policy = (stored?.Value ?? new OrganizationPolicyRecord(seed.Id ?? OrganizationIds.NewPolicy(engine.Random), seed.Name, "", seed.Type, "")) with { Content = seed.Document };
        if (stored is null) OrganizationRecords.Policies.Create(changes, organization.Id, policy.Id, policy);
        else if (stored.Value != policy) OrganizationRecords.Policies.Update(changes, stored, policy);
        return policy.Id;
    }

    private OrganizationRecord WithTargets(OrganizationRecord organization, SeedOrganizationPolicy seed, string policyId)
    {
        if (seed.Targets is null) return organization;
        if (!organization.PolicyTypes.Contains(seed.Type)) errors.Add($"{seed.Path}.type: the type is not enabled in policyTypes.");
        var targets = new List<AttachmentRecord>();
        foreach (var target in seed.Targets.Distinct())
        {
            if (Find(organization, target) is { } id) targets.Add(new AttachmentRecord(policyId, id));
            else errors.Add($"{seed.Path}.targets: there is no {target}.");
        }
        var others = organization.Attachments.Where(attachment => attachment.PolicyId != policyId);
        // What is there already stays in its place, so that a seed that is applied again changes nothing.
        return organization.Attachments.Where(attachment => attachment.PolicyId == policyId).ToHashSet().SetEquals(targets)
            ? organization : organization with { Attachments = [.. others, .. targets] };
    }

    private static string? Find(OrganizationRecord organization, string target)
    {
        if (target == "root") return organization.RootId;
        if (organization.FindAccount(target) is { } account) return account.Id;
        string? id = organization.RootId;
        foreach (var name in target.Split('/')) id = organization.Units.FirstOrDefault(unit => unit.ParentId == id && unit.Name == name)?.Id;
        return id;
    }
}
