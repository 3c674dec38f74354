using System.Text.Json.Serialization;
using Kagimori.Storage;

namespace Kagimori.Identities;

/// <summary>The kinds of record that make accounts and the identities in them.</summary>
/// <remarks>User, group, role and policy names are unique whatever their case, so their record ids are in lower case.</remarks>
public static class IdentityRecords
{
    /// <summary>Partition: none. Id: account id.</summary>
    public static readonly RecordType<AccountRecord> Accounts = new(RecordKind.Account, IdentityRecordJson.Default.AccountRecord);

    /// <summary>Partition: none, because a request names its access key before it names an account. Id: access key id.</summary>
    public static readonly RecordType<AccessKeyRecord> AccessKeys = new(RecordKind.AccessKey, IdentityRecordJson.Default.AccessKeyRecord);

    /// <summary>Partition: account. Id: name in lower case.</summary>
    public static readonly RecordType<UserRecord> Users = new(RecordKind.User, IdentityRecordJson.Default.UserRecord);

    /// <summary>Partition: account. Id: name in lower case.</summary>
    public static readonly RecordType<GroupRecord> Groups = new(RecordKind.Group, IdentityRecordJson.Default.GroupRecord);

    /// <summary>Partition: account. Id: name in lower case.</summary>
    public static readonly RecordType<RoleRecord> Roles = new(RecordKind.Role, IdentityRecordJson.Default.RoleRecord);

    /// <summary>Partition: account. Id: name in lower case.</summary>
    public static readonly RecordType<ManagedPolicyRecord> ManagedPolicies =
        new(RecordKind.ManagedPolicy, IdentityRecordJson.Default.ManagedPolicyRecord);

    /// <summary>Partition: none. Id: unique id (AIDA…, AROA…).</summary>
    public static readonly RecordType<PrincipalRecord> Principals = new(RecordKind.Principal, IdentityRecordJson.Default.PrincipalRecord);

    /// <summary>Partition: account. Id: path and name in lower case.</summary>
    public static readonly RecordType<MfaDeviceRecord> MfaDevices = new(RecordKind.MfaDevice, IdentityRecordJson.Default.MfaDeviceRecord);

    /// <summary>Partition: account. Id: URL without <c>https://</c>, in lower case.</summary>
    public static readonly RecordType<OidcProviderRecord> OidcProviders = new(RecordKind.OidcProvider, IdentityRecordJson.Default.OidcProviderRecord);

    /// <summary>Partition: none. Id: the alias.</summary>
    public static readonly RecordType<AccountAliasRecord> AccountAliases = new(RecordKind.AccountAlias, IdentityRecordJson.Default.AccountAliasRecord);

    /// <summary>Partition: none. Id: access key id.</summary>
    public static readonly RecordType<CallerUseRecord> AccessKeyUses = new(RecordKind.AccessKeyUse, IdentityRecordJson.Default.CallerUseRecord);

    /// <summary>Partition: none. Id: the role's unique id.</summary>
    public static readonly RecordType<CallerUseRecord> RoleUses = new(RecordKind.RoleUse, IdentityRecordJson.Default.CallerUseRecord);

    public static string IdOf(string name) => name.ToLowerInvariant();

    /// <summary>Whether a change of this kind can alter who a caller is or what a caller may do. MFA devices and providers only make new callers.</summary>
    public static bool IsIdentity(RecordKind kind) => kind is >= RecordKind.Account and <= RecordKind.Principal;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(AccountAliasRecord))]
[JsonSerializable(typeof(AccessKeyRecord))]
[JsonSerializable(typeof(UserRecord))]
[JsonSerializable(typeof(GroupRecord))]
[JsonSerializable(typeof(RoleRecord))]
[JsonSerializable(typeof(ManagedPolicyRecord))]
[JsonSerializable(typeof(PrincipalRecord))]
[JsonSerializable(typeof(MfaDeviceRecord))]
[JsonSerializable(typeof(OidcProviderRecord))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(CallerUseRecord))]
internal sealed partial class IdentityRecordJson : JsonSerializerContext;
