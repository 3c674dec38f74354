using System.Text.Json.Serialization;
using Kagimori.Storage;

namespace Kagimori.Organizations;

/// <summary>The kinds of record that make organizations.</summary>
public static class OrganizationRecords
{
    /// <summary>Partition: none. Id: organization id.</summary>
    public static readonly RecordType<OrganizationRecord> Organizations = new(RecordKind.Organization, OrganizationRecordJson.Default.OrganizationRecord);

    /// <summary>Partition: organization id. Id: policy id.</summary>
    public static readonly RecordType<OrganizationPolicyRecord> Policies = new(RecordKind.OrganizationPolicy, OrganizationRecordJson.Default.OrganizationPolicyRecord);

    /// <summary>Partition: none. Id: account id.</summary>
    public static readonly RecordType<MembershipRecord> Memberships = new(RecordKind.OrganizationMembership, OrganizationRecordJson.Default.MembershipRecord);

    /// <summary>Partition: none. Id: handshake id.</summary>
    public static readonly RecordType<HandshakeRecord> Handshakes = new(RecordKind.Handshake, OrganizationRecordJson.Default.HandshakeRecord);

    /// <summary>Whether a change of this kind can alter what the organizations' policies say of a request.</summary>
    public static bool Decides(RecordKind kind) => kind is RecordKind.Organization or RecordKind.OrganizationPolicy;

    /// <summary>The organization that an account is in; null when it is in none.</summary>
    public static async ValueTask<Stored<OrganizationRecord>?> FindOfAsync(SqliteStore store, string account) =>
        await Memberships.FindAsync(store, "", account) is { } membership ? await Organizations.FindAsync(store, "", membership.Value.OrganizationId) : null;

    /// <summary>A policy of an organization, or one of AWS's own; null when there is none.</summary>
    public static async ValueTask<OrganizationPolicyRecord?> FindPolicyAsync(SqliteStore store, string organizationId, string policyId) =>
        OrganizationPolicyType.FindDefault(policyId) ?? (await Policies.FindAsync(store, organizationId, policyId))?.Value;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(OrganizationRecord))]
[JsonSerializable(typeof(OrganizationPolicyRecord))]
[JsonSerializable(typeof(MembershipRecord))]
[JsonSerializable(typeof(HandshakeRecord))]
internal sealed partial class OrganizationRecordJson : JsonSerializerContext;
