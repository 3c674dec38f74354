namespace Kagimori.Storage;

/// <summary>What a record is. The numbers are on disk: they are never reused or changed.</summary>
public enum RecordKind : byte
{
    Account = 1,
    AccessKey = 2,
    User = 3,
    Group = 4,
    Role = 5,
    ManagedPolicy = 6,
    Principal = 7,
    Organization = 8,
    OrganizationPolicy = 9,
    OrganizationMembership = 10,
    Handshake = 11,
    MfaDevice = 12,
    OidcProvider = 13,
    AccountAlias = 14,
    AccessKeyUse = 15,
    Key = 16,
    KeyMaterialIndex = 17,
    Alias = 18,
    KeyAlias = 19,
    Grant = 20,
    RetirableGrant = 21,
    KeyUsage = 22,
    CustomKeyStores = 23,
    CustomKeyStoreKey = 24,
    ExternalKey = 25,
    RoleUse = 26,
    Schedule = 32,
    Meta = 48,
}
