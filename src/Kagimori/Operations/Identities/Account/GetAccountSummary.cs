using System.Globalization;
using Kagimori.Identities;
using Kagimori.Operations.Identities.AccessKeys;
using Kagimori.Operations.Identities.AttachedPolicies;
using Kagimori.Operations.Identities.Groups;
using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Account;

/// <summary>Counts what the account has, beside its quotas. What no account can have here counts 0, beside AWS's quota.</summary>
internal static class GetAccountSummary
{
    private const int MaxInUse = 10_000;

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var policies = await AllAsync(exchange, IdentityRecords.ManagedPolicies);
        var ofAws = await ManagedPolicyUses.OfAwsAsync(exchange);
        var devices = await AllAsync(exchange, IdentityRecords.MfaDevices);
        var account = await IdentityRecords.Accounts.FindAsync(exchange.Engine.Store, "", exchange.Caller.Account.ToString());
        (string Key, int Value)[] summary =
        [
            ("Users", (await AllAsync(exchange, IdentityRecords.Users)).Count), ("UsersQuota", EntityKinds.User.Quota!.Value.Limit),
            ("Groups", (await AllAsync(exchange, IdentityRecords.Groups)).Count), ("GroupsQuota", EntityKinds.Group.Quota!.Value.Limit),
            ("Roles", (await AllAsync(exchange, IdentityRecords.Roles)).Count), ("RolesQuota", EntityKinds.Role.Quota!.Value.Limit),
            ("Policies", policies.Count), ("PoliciesQuota", EntityKinds.ManagedPolicy.Quota!.Value.Limit),
            // In use is the default version of a policy, also of AWS, that is attached or bounds somebody.
            ("PolicyVersionsInUse", policies.Select(static policy => policy.Value).Concat(ofAws).Count(static policy => ManagedPolicyUses.IsUsed(policy))),
            ("PolicyVersionsInUseQuota", MaxInUse), ("VersionsPerPolicyQuota", PolicyVersions.MaxVersions), ("PolicySizeQuota", PolicyVersions.MaxSize),
            ("UserPolicySizeQuota", EntityKinds.User.MaxInlinePolicySize), ("GroupPolicySizeQuota", EntityKinds.Group.MaxInlinePolicySize),
            ("RolePolicySizeQuota", EntityKinds.Role.MaxInlinePolicySize), ("AssumeRolePolicySizeQuota", PolicyDocuments.MaxTrustPolicySize),
            ("AttachedPoliciesPerUserQuota", AttachPolicy.MaxPolicies), ("AttachedPoliciesPerGroupQuota", AttachPolicy.MaxPolicies),
            ("AttachedPoliciesPerRoleQuota", AttachPolicy.MaxPolicies), ("GroupsPerUserQuota", GroupMembership.MaxGroups),
            ("AccessKeysPerUserQuota", CreateAccessKey.MaxKeys), ("SigningCertificatesPerUserQuota", 2),
            ("MFADevices", devices.Count), ("MFADevicesInUse", devices.Count(static device => device.Value.UserId is not null)),
            ("Providers", (await AllAsync(exchange, IdentityRecords.OidcProviders)).Count),
            ("AccountAccessKeysPresent", account?.Value.RootAccessKeyIds.Count > 0 ? 1 : 0),
            ("AccountMFAEnabled", 0), ("AccountPasswordPresent", 0), ("AccountSigningCertificatesPresent", 0),
            ("ServerCertificates", 0), ("ServerCertificatesQuota", 20), ("InstanceProfiles", 0), ("InstanceProfilesQuota", 1_000),
            ("GlobalEndpointTokenVersion", 1),
        ];
        return new QueryResult(QueryElement.Map("SummaryMap", summary.Select(static count => (count.Key, count.Value.ToString(CultureInfo.InvariantCulture)))));
    }

    private static ValueTask<IReadOnlyList<Stored<T>>> AllAsync<T>(Exchange exchange, RecordType<T> records) where T : class =>
        records.ScanAsync(exchange.Engine.Store, exchange.Caller.Account.ToString());
}
