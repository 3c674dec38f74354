using Kagimori.Identities;
using Kagimori.Storage;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>How many users, groups, roles and policies an account can have.</summary>
public sealed class AccountQuotaTests : IamTest
{
    [Fact]
    public async Task An_account_has_at_most_5000_users()
    {
        await FillAsync(IdentityRecords.Users, 4_999, (name, now) => new UserRecord { Name = name, Id = name, CreatedAt = now });
        await AddUser("last");
        (await Call("CreateUser", ("UserName", "more"))).IsRefused("LimitExceeded", "Cannot exceed quota for UsersPerAccount: 5000");
        await Done("DeleteUser", ("UserName", "last"));
        await AddUser("more");
    }

    [Fact]
    public async Task An_account_has_at_most_300_groups()
    {
        await FillAsync(IdentityRecords.Groups, 299, (name, now) => new GroupRecord { Name = name, Id = name, CreatedAt = now });
        await AddGroup("last");
        (await Call("CreateGroup", ("GroupName", "more"))).IsRefused("LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 300");
        (await Call("CreateGroup", ("GroupName", "last"))).IsRefused("EntityAlreadyExists", "Group with name last already exists.");
    }

    [Fact]
    public async Task An_account_has_at_most_1000_roles()
    {
        await FillAsync(IdentityRecords.Roles, 999, (name, now) => new RoleRecord { Name = name, Id = name, CreatedAt = now, TrustPolicy = TrustingRoot });
        await AddRole("last");
        (await Call("CreateRole", ("RoleName", "more"), ("AssumeRolePolicyDocument", TrustingRoot)))
            .IsRefused("LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000");
    }

    [Fact]
    public async Task An_account_has_at_most_1500_policies_and_each_account_its_own()
    {
        await FillAsync(IdentityRecords.ManagedPolicies, 1_499, (name, now) => new ManagedPolicyRecord
        {
            Name = name, Id = name, CreatedAt = now, UpdatedAt = now, Versions = [new PolicyVersionRecord("v1", Everything, now)], DefaultVersionId = "v1", NextVersion = 2,
        });
        await AddPolicy("last");
        (await Call("CreatePolicy", ("PolicyName", "more"), ("PolicyDocument", Everything)))
            .IsRefused("LimitExceeded", "Cannot exceed quota for PoliciesPerAccount: 1500");
        await Engine.AddAccountAsync("444455556666", "AKIAOTHEROTHEROTHERO");
        (await CallAs("AKIAOTHEROTHEROTHERO", "CreatePolicy", ("PolicyName", "more"), ("PolicyDocument", Everything))).Accepted();
    }

    private async Task FillAsync<T>(RecordType<T> records, int count, Func<string, DateTimeOffset, T> make) where T : class
    {
        var changes = new ChangeSet();
        for (var i = 0; i < count; i++) records.Create(changes, TestEngine.Account, $"n{i}", make($"n{i}", Engine.Clock.GetUtcNow()));
        Assert.True(await Store.CommitAsync(changes));
    }
}
