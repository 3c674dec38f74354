using System.Text;
using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Seeding;

/// <summary>Makes accounts, identities and keys as a seed says, in one change set: all of it or nothing.</summary>
/// <remarks>
/// What the seed states is made so; what it does not mention is left as it is. Applying a seed twice is applying it once.
/// </remarks>
public sealed class SeedApplier
{
    private readonly Engine _engine;
    private readonly List<string> _errors = [];
    private readonly Pending<AccountRecord> _accounts;
    private readonly Pending<AccessKeyRecord> _accessKeys;
    private readonly Pending<ManagedPolicyRecord> _policies;
    private readonly Pending<GroupRecord> _groups;
    private readonly Pending<UserRecord> _users;
    private readonly Pending<RoleRecord> _roles;
    private readonly Pending<PrincipalRecord> _principals;
    private readonly DateTimeOffset _now;

    private SeedApplier(Engine engine)
    {
        _engine = engine;
        _now = engine.Time.GetUtcNow();
        _accounts = new(IdentityRecords.Accounts, engine.Store);
        _accessKeys = new(IdentityRecords.AccessKeys, engine.Store);
        _policies = new(IdentityRecords.ManagedPolicies, engine.Store);
        _groups = new(IdentityRecords.Groups, engine.Store);
        _users = new(IdentityRecords.Users, engine.Store);
        _roles = new(IdentityRecords.Roles, engine.Store);
        _principals = new(IdentityRecords.Principals, engine.Store);
    }

    /// <returns>Every error with its place in the seed; when there is any, nothing was applied.</returns>
    public static async Task<IReadOnlyList<string>> ApplyAsync(Engine engine, Seed seed)
    {
        var applier = new SeedApplier(engine);
        foreach (var account in seed.Accounts) await applier.IdentitiesAsync(account);
        foreach (var account in seed.Accounts) await applier.TrustPoliciesAsync(account);
        var changes = applier.IdentityChanges();
        if (seed.Organization is { } organization) await new SeedOrganizations(engine, changes, applier._errors).ApplyAsync(organization);
        var keys = new SeedKeys(engine, changes, applier._errors);
        foreach (var account in seed.Accounts)
        {
            foreach (var key in account.Keys) await keys.AddAsync(account.Id, key);
        }
        if (applier._errors.Count == 0 && !changes.IsEmpty && !await engine.Store.CommitAsync(changes))
            applier._errors.Add("The store changed while the seed was applied; start again.");
        return applier._errors;
    }

    private async ValueTask IdentitiesAsync(SeedAccount seed)
    {
        var account = await _accounts.FindAsync("", seed.Id) ?? new AccountRecord(seed.Id, _now, []);
        _accounts.Set("", seed.Id, account with { RootAccessKeyIds = await AccessKeysAsync(seed.Id, null, seed.RootAccessKeys, account.RootAccessKeyIds) });
        foreach (var policy in seed.ManagedPolicies) await ManagedPolicyAsync(seed.Id, policy);
        foreach (var group in seed.Groups) await GroupAsync(seed.Id, group);
        foreach (var user in seed.Users) await UserAsync(seed.Id, user);
        foreach (var role in seed.Roles) await RoleAsync(seed.Id, role);
    }

    private async ValueTask<IReadOnlyList<string>> AccessKeysAsync(string account, string? user, IReadOnlyList<SeedAccessKey> keys, IReadOnlyList<string> current)
    {
        var ids = current.ToList();
        foreach (var key in keys)
        {
            using var secret = new KeyMaterial(Encoding.UTF8.GetBytes(key.Secret));
            var existing = await _accessKeys.FindAsync("", key.Id);
            if (existing is not null && (existing.Account != account || existing.UserName != user))
                _errors.Add($"{key.Path}.id: the access key {key.Id} belongs to somebody else.");
            else if (existing is null || !Has(existing, secret))
                _accessKeys.Set("", key.Id, new AccessKeyRecord(key.Id, account, user, _engine.RootKey.Wrap(secret, AccessKeyOwner.Of(key.Id)), true, _now));
            if (!ids.Contains(key.Id)) ids.Add(key.Id);
        }
        return ids;
    }

    private bool Has(AccessKeyRecord record, KeyMaterial secret)
    {
        if (!_engine.RootKey.TryUnwrap(record.WrappedSecret, AccessKeyOwner.Of(record.Id), out var stored)) return false;
        using (stored) return stored.FixedTimeEquals(secret);
    }

    private async ValueTask ManagedPolicyAsync(string account, SeedManagedPolicy seed)
    {
        var id = IdentityRecords.IdOf(seed.Name);
        var policy = await _policies.FindAsync(account, id) ?? new ManagedPolicyRecord
        {
            Name = seed.Name, Path = seed.PolicyPath, Id = UniqueId.Create(UniqueId.Policy, _engine.Random), CreatedAt = _now, UpdatedAt = _now,
            Versions = [new PolicyVersionRecord("v1", seed.Document, _now)], DefaultVersionId = "v1", NextVersion = 2,
        };
        if (policy.DefaultDocument != seed.Document)
        {
            var versions = policy.Versions.Select(v => v.Id == policy.DefaultVersionId ? v with { Document = seed.Document } : v).ToArray();
            policy = policy with { Versions = versions, UpdatedAt = _now };
        }
        _policies.Set(account, id, policy);
    }

    private async ValueTask GroupAsync(string account, SeedGroup seed)
    {
        var id = IdentityRecords.IdOf(seed.Name);
        var group = await _groups.FindAsync(account, id) ?? new GroupRecord
        {
            Name = seed.Name, Path = seed.GroupPath, Id = UniqueId.Create(UniqueId.Group, _engine.Random), CreatedAt = _now,
        };
        _groups.Set(account, id, group with
        {
            InlinePolicies = seed.Policies ?? group.InlinePolicies,
            AttachedPolicies = await AttachAsync(account, seed.Path, group.AttachedPolicies, seed.AttachedPolicies),
        });
    }

    private async ValueTask UserAsync(string account, SeedUser seed)
    {
        var id = IdentityRecords.IdOf(seed.Name);
        var user = await _users.FindAsync(account, id) ?? new UserRecord
        {
            Name = seed.Name, Path = seed.UserPath, Id = UniqueId.Create(UniqueId.User, _engine.Random), CreatedAt = _now,
        };
        await PrincipalAsync(user.Id, new PrincipalRecord(PrincipalRecord.User, account, user.Path, user.Name));
        _users.Set(account, id, user with
        {
            AccessKeyIds = await AccessKeysAsync(account, user.Name, seed.AccessKeys, user.AccessKeyIds),
            InlinePolicies = seed.Policies ?? user.InlinePolicies,
            AttachedPolicies = await AttachAsync(account, seed.Path, user.AttachedPolicies, seed.AttachedPolicies),
            Groups = await JoinAsync(account, seed, user),
            PermissionsBoundary = await BoundAsync(account, seed.Path, user.PermissionsBoundary, seed.PermissionsBoundary),
            Tags = seed.Tags ?? user.Tags,
        });
    }

    private async ValueTask RoleAsync(string account, SeedRole seed)
    {
        var id = IdentityRecords.IdOf(seed.Name);
        var role = await _roles.FindAsync(account, id) ?? new RoleRecord
        {
            Name = seed.Name, Path = seed.RolePath, Id = UniqueId.Create(UniqueId.Role, _engine.Random), CreatedAt = _now, TrustPolicy = "",
        };
        await PrincipalAsync(role.Id, new PrincipalRecord(PrincipalRecord.Role, account, role.Path, role.Name));
        _roles.Set(account, id, role with
        {
            InlinePolicies = seed.Policies ?? role.InlinePolicies,
            AttachedPolicies = await AttachAsync(account, seed.Path, role.AttachedPolicies, seed.AttachedPolicies),
            PermissionsBoundary = await BoundAsync(account, seed.Path, role.PermissionsBoundary, seed.PermissionsBoundary),
            Tags = seed.Tags ?? role.Tags,
        });
    }

    // Trust policies come last: they may name users and roles that stand later in the seed.
    private async ValueTask TrustPoliciesAsync(SeedAccount account)
    {
        var binding = new PrincipalBinding(_engine.Store, IdentityChanges());
        foreach (var seed in account.Roles)
        {
            var id = IdentityRecords.IdOf(seed.Name);
            var bound = await binding.TryBindAsync(CompiledPolicies.Get(seed.TrustPolicy, PolicyGrammar.TrustPolicy));
            if (bound is null) _errors.Add($"{seed.Path}.trustPolicy: names a principal that does not exist.");
            else _roles.Set(account.Id, id, (await _roles.FindAsync(account.Id, id))! with { TrustPolicy = bound });
        }
    }

    private async ValueTask PrincipalAsync(string uniqueId, PrincipalRecord principal)
    {
        await _principals.FindAsync("", uniqueId);
        _principals.Set("", uniqueId, principal);
    }

    private async ValueTask<IReadOnlyList<string>> AttachAsync(string account, string path, IReadOnlyList<string> current, IReadOnlyList<string>? wanted)
    {
        if (wanted is null) return current;
        foreach (var arn in wanted.Except(current)) await CountAsync(account, $"{path}.attachedPolicies", arn, policy => policy with { AttachmentCount = policy.AttachmentCount + 1 });
        foreach (var arn in current.Except(wanted)) await CountAsync(account, $"{path}.attachedPolicies", arn, policy => policy with { AttachmentCount = policy.AttachmentCount - 1 });
        return wanted.Distinct().ToArray();
    }

    private async ValueTask<string?> BoundAsync(string account, string path, string? current, string? wanted)
    {
        if (wanted is null || wanted == current) return current;
        await CountAsync(account, $"{path}.permissionsBoundary", wanted, policy => policy with { BoundaryCount = policy.BoundaryCount + 1 });
        if (current is not null)
            await CountAsync(account, $"{path}.permissionsBoundary", current, policy => policy with { BoundaryCount = policy.BoundaryCount - 1 });
        return wanted;
    }

    private async ValueTask CountAsync(string account, string path, string arn, Func<ManagedPolicyRecord, ManagedPolicyRecord> change)
    {
        // What uses the policies of AWS is counted when it is asked for.
        if (AwsManagedPolicies.Find(arn) is not null) return;
        var id = IdentityRecords.IdOf(arn[(arn.LastIndexOf('/') + 1)..]);
        var policy = await _policies.FindAsync(account, id);
        if (policy?.ArnIn(AccountId.Parse(account)) == arn) _policies.Set(account, id, change(policy));
        else _errors.Add($"{path}: the policy {arn} does not exist.");
    }

    private async ValueTask<IReadOnlyList<string>> JoinAsync(string account, SeedUser seed, UserRecord user)
    {
        if (seed.Groups is null) return user.Groups;
        foreach (var name in seed.Groups.Union(user.Groups))
        {
            var id = IdentityRecords.IdOf(name);
            if (await _groups.FindAsync(account, id) is not { } group)
            {
                _errors.Add($"{seed.Path}.groups: the group {name} does not exist.");
                continue;
            }
            var others = group.Members.Where(member => member != user.Name);
            _groups.Set(account, id, group with { Members = seed.Groups.Contains(name) ? [.. others, user.Name] : [.. others] });
        }
        return seed.Groups.Distinct().ToArray();
    }

    private ChangeSet IdentityChanges()
    {
        var changes = new ChangeSet();
        _accounts.AddTo(changes);
        _accessKeys.AddTo(changes);
        _policies.AddTo(changes);
        _groups.AddTo(changes);
        _users.AddTo(changes);
        _roles.AddTo(changes);
        _principals.AddTo(changes);
        return changes;
    }
}
