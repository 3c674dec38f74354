using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities;

/// <summary>The kinds of entity that an account has.</summary>
internal static class EntityKinds
{
    public static readonly EntityKind<UserRecord> User = new()
    {
        Word = "user",
        Title = "User",
        Quota = ("UsersPerAccount", 5_000),
        NameMember = Query.Text("UserName", Iam.ExistingUserNameType, isRequired: true),
        Records = IdentityRecords.Users,
        NameOf = static user => user.Name,
        PathOf = static user => user.Path,
        ArnOf = static (user, account) => user.ArnIn(account),
        Resolve = static (exchange, query) => EntityResolution.ByNameAsync(exchange, User!, query.Text("UserName")!),
        NotFound = static name => IdentityRefusals.EntityNotFound("user", name),
        InlinePolicies = new(static user => user.InlinePolicies, static (user, policies) => user with { InlinePolicies = policies }),
        MaxInlinePolicySize = 2_048,
        AttachedPolicies = new(static user => user.AttachedPolicies, static (user, arns) => user with { AttachedPolicies = arns }),
        PermissionsBoundary = new(static user => user.PermissionsBoundary, static (user, arn) => user with { PermissionsBoundary = arn }),
        Tags = new(static user => user.Tags, static (user, tags) => user with { Tags = tags }),
    };

    /// <summary>A user, for the operations that declare the name as shorter than that of an existing user.</summary>
    public static readonly EntityKind<UserRecord> ShortNamedUser = User with { NameMember = Query.Text("UserName", Iam.UserNameType, isRequired: true) };

    public static readonly EntityKind<GroupRecord> Group = new()
    {
        Word = "group",
        Title = "Group",
        Quota = ("GroupsPerAccount", 300),
        NameMember = Query.Text("GroupName", Iam.GroupNameType, isRequired: true),
        Records = IdentityRecords.Groups,
        NameOf = static group => group.Name,
        PathOf = static group => group.Path,
        ArnOf = static (group, account) => group.ArnIn(account),
        Resolve = static (exchange, query) => EntityResolution.ByNameAsync(exchange, Group!, query.Text("GroupName")!),
        NotFound = static name => IdentityRefusals.EntityNotFound("group", name),
        InlinePolicies = new(static group => group.InlinePolicies, static (group, policies) => group with { InlinePolicies = policies }),
        MaxInlinePolicySize = 5_120,
        AttachedPolicies = new(static group => group.AttachedPolicies, static (group, arns) => group with { AttachedPolicies = arns }),
    };

    public static readonly EntityKind<RoleRecord> Role = new()
    {
        Word = "role",
        Title = "Role",
        Quota = ("RolesPerAccount", 1_000),
        NameMember = Query.Text("RoleName", Iam.RoleNameType, isRequired: true),
        Records = IdentityRecords.Roles,
        NameOf = static role => role.Name,
        PathOf = static role => role.Path,
        ArnOf = static (role, account) => role.ArnIn(account),
        Resolve = static (exchange, query) => EntityResolution.ByNameAsync(exchange, Role!, query.Text("RoleName")!),
        NotFound = static name => IdentityRefusals.EntityNotFound("role", name),
        InlinePolicies = new(static role => role.InlinePolicies, static (role, policies) => role with { InlinePolicies = policies }),
        MaxInlinePolicySize = 10_240,
        AttachedPolicies = new(static role => role.AttachedPolicies, static (role, arns) => role with { AttachedPolicies = arns }),
        PermissionsBoundary = new(static role => role.PermissionsBoundary, static (role, arn) => role with { PermissionsBoundary = arn }),
        Tags = new(static role => role.Tags, static (role, tags) => role with { Tags = tags }),
    };

    public static readonly EntityKind<ManagedPolicyRecord> ManagedPolicy = new()
    {
        Word = "policy",
        Title = "Policy",
        Quota = ("PoliciesPerAccount", 1_500),
        NameMember = Iam.PolicyArn,
        Records = IdentityRecords.ManagedPolicies,
        NameOf = static policy => policy.Name,
        PathOf = static policy => policy.Path,
        ArnOf = static (policy, account) => policy.ArnIn(account),
        Resolve = static (exchange, query) => EntityResolution.ByPolicyArnAsync(exchange, query.Text("PolicyArn")!),
        NotFound = IdentityRefusals.PolicyNotFound,
        Tags = new(static policy => policy.Tags, static (policy, tags) => policy with { Tags = tags }),
        TagKeys = StringComparer.Ordinal,
    };

    /// <summary>A virtual MFA device; its path belongs to its name.</summary>
    public static readonly EntityKind<MfaDeviceRecord> MfaDevice = new()
    {
        Word = "mfa",
        Title = "MFADevice",
        NameMember = MfaDevices.MfaDevice.SerialNumber,
        Records = IdentityRecords.MfaDevices,
        NameOf = static device => device.Path + device.Name,
        PathOf = static device => device.Path,
        ArnOf = static (device, account) => device.ArnIn(account),
        Resolve = MfaDevices.MfaDevice.ResolveAsync,
        NotFound = IdentityRefusals.MfaDeviceNotFound,
        Tags = new(static device => device.Tags, static (device, tags) => device with { Tags = tags }),
        TagKeys = StringComparer.Ordinal,
    };

    public static readonly EntityKind<OidcProviderRecord> OidcProvider = new()
    {
        Word = "oidc-provider",
        Title = "OpenIDConnectProvider",
        NameMember = OidcProviders.OidcProvider.Arn,
        Records = IdentityRecords.OidcProviders,
        NameOf = static provider => provider.Url,
        PathOf = static _ => "/",
        ArnOf = static (provider, account) => provider.ArnIn(account),
        Resolve = OidcProviders.OidcProvider.ResolveAsync,
        NotFound = IdentityRefusals.ProviderNotFound,
        Tags = new(static provider => provider.Tags, static (provider, tags) => provider with { Tags = tags }),
        TagKeys = StringComparer.Ordinal,
    };
}
