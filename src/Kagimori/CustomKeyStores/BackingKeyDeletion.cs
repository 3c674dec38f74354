using System.Buffers;
using System.Text.Json;
using Kagimori.Keys;

namespace Kagimori.CustomKeyStores;

/// <summary>Destroys the backing key of a KMS key that has been deleted, as far as its key store can be reached.</summary>
/// <remarks>
/// A best effort, as AWS's: a key that is left in the token is an orphan, and the audit trail says so. See docs/operations.md.
/// </remarks>
internal static class BackingKeyDeletion
{
    /// <returns>The audit record's additionalEventData; empty for a key that is in no custom key store.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>> DeleteAsync(Engine engine, KeyRecord key)
    {
        // An external key is not ours to destroy.
        if (key is not { Origin: KeyOrigin.CloudHsm, CustomKeyStoreId: { } keyStoreId, BackingKey: { } backingKey }) return default;
        var partition = key.Arn().Partition;
        var keyStore = (await CustomKeyStoreRecords.FindSetAsync(engine.Store, partition))?.Value.Find(keyStoreId);
        var isDeleted = keyStore is { IsConnected: true }
            && (await engine.KeyStores.GetAsync(KeyPartition.Parse(partition), keyStore)).Value is { } backing
            && await backing.DeleteKeyAsync(backingKey.Id);
        return Describe(keyStoreId, keyStore?.CloudHsm?.ClusterId, backingKey.Id, isDeleted);
    }

    // In CloudTrail two of the values are texts that hold JSON.
    private static ReadOnlyMemory<byte> Describe(string keyStoreId, string? clusterId, string backingKeyId, bool isDeleted)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("customKeyStoreId", keyStoreId);
        if (clusterId is not null) json.WriteString("clusterId", clusterId);
        json.WriteString("backingKeys", $"[{{\"backingKeyId\":\"{backingKeyId}\"}}]");
        json.WriteString("backingKeysDeletionStatus", $"[{{\"backingKeyId\":\"{backingKeyId}\",\"deletionStatus\":\"{(isDeleted ? "SUCCESS" : "FAILURE")}\"}}]");
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }
}
