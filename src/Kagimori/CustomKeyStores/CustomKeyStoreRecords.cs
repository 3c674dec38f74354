using System.Text.Json.Serialization;
using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori.CustomKeyStores;

/// <summary>The kinds of record that make custom key stores.</summary>
public static class CustomKeyStoreRecords
{
    /// <summary>All sets lie together, so that a node finds what it is to be connected to.</summary>
    public const string Partition = "";

    /// <summary>Partition: none. Id: account/Region.</summary>
    public static readonly RecordType<CustomKeyStoreSet> Sets = new(RecordKind.CustomKeyStores, CustomKeyStoreJson.Default.CustomKeyStoreSet);

    /// <summary>The KMS keys of a custom key store. Partition: account/Region. Id: key store id / key id.</summary>
    public static readonly RecordType<BackingKeyRecord> StoreKeys = new(RecordKind.CustomKeyStoreKey, CustomKeyStoreJson.Default.BackingKeyRecord);

    /// <summary>The external keys that KMS keys have taken. Partition: account/Region. Id: key store id / external key id.</summary>
    public static readonly RecordType<ExternalKeyRecord> ExternalKeys = new(RecordKind.ExternalKey, CustomKeyStoreJson.Default.ExternalKeyRecord);

    public static string StoreKeyId(string keyStoreId, string keyId) => $"{keyStoreId}/{keyId}";

    /// <summary>The key stores of an account in a Region; null when it never had one.</summary>
    public static ValueTask<Stored<CustomKeyStoreSet>?> FindSetAsync(SqliteStore store, string partition) => Sets.FindAsync(store, Partition, partition);

    /// <summary>Adds the set as it is to be.</summary>
    internal static void Put(ChangeSet changes, string partition, Stored<CustomKeyStoreSet>? current, CustomKeyStoreSet value)
    {
        if (current is null) Sets.Create(changes, Partition, partition, value);
        else Sets.Update(changes, current, value);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CustomKeyStoreSet))]
[JsonSerializable(typeof(BackingKeyRecord))]
[JsonSerializable(typeof(ExternalKeyRecord))]
internal sealed partial class CustomKeyStoreJson : JsonSerializerContext;
