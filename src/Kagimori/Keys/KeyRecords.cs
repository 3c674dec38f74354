using System.Text.Json.Serialization;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>The kinds of record that make a key.</summary>
public static class KeyRecords
{
    /// <summary>Partition: account/Region. Id: key id.</summary>
    public static readonly RecordType<KeyRecord> Keys = new(RecordKind.Key, KeyRecordJson.Default.KeyRecord);

    /// <summary>Partition: account/Region. Id: alias name.</summary>
    public static readonly RecordType<AliasRecord> Aliases = new(RecordKind.Alias, KeyRecordJson.Default.AliasRecord);

    /// <summary>Partition: account/Region. Id: key id / alias name.</summary>
    public static readonly RecordType<AliasRecord> KeyAliases = new(RecordKind.KeyAlias, KeyRecordJson.Default.AliasRecord);

    /// <summary>Partition: Region. Id: key material id.</summary>
    public static readonly RecordType<MaterialIndexRecord> MaterialIndex = new(RecordKind.KeyMaterialIndex, KeyRecordJson.Default.MaterialIndexRecord);

    /// <summary>Partition: account/Region. Id: key id / grant id.</summary>
    public static readonly RecordType<GrantRecord> Grants = new(RecordKind.Grant, KeyRecordJson.Default.GrantRecord);

    /// <summary>Partition: Region / retiring principal. Id: account / key id / grant id.</summary>
    public static readonly RecordType<RetirableGrantRecord> RetirableGrants = new(RecordKind.RetirableGrant, KeyRecordJson.Default.RetirableGrantRecord);

    /// <summary>Partition: account/Region. Id: key id.</summary>
    public static readonly RecordType<KeyUsageRecord> Usages = new(RecordKind.KeyUsage, KeyRecordJson.Default.KeyUsageRecord);

    /// <summary>Partition: none. Id: due time and what to do.</summary>
    public static readonly RecordType<ScheduleRecord> Schedules = new(RecordKind.Schedule, KeyRecordJson.Default.ScheduleRecord);

    public static string GrantRecordId(string keyId, string grantId) => $"{keyId}/{grantId}";

    public static string KeyAliasId(string keyId, string aliasName) => $"{keyId}/{aliasName}";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeyRecord))]
[JsonSerializable(typeof(AliasRecord))]
[JsonSerializable(typeof(MaterialIndexRecord))]
[JsonSerializable(typeof(ScheduleRecord))]
[JsonSerializable(typeof(KeyUsageRecord))]
[JsonSerializable(typeof(ImportTokenRecord))]
[JsonSerializable(typeof(GrantRecord))]
[JsonSerializable(typeof(RetirableGrantRecord))]
internal sealed partial class KeyRecordJson : JsonSerializerContext;
