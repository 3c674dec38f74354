using System.Text.Json.Serialization;

namespace Kagimori.Keys;

/// <summary>Something to do to a key when its time has come; its id begins with that time, so that a scan finds what is due.</summary>
/// <param name="Task">What to do: one of the names below.</param>
/// <param name="MaterialId">The key material it concerns; null for a task of the whole key.</param>
public sealed record ScheduleRecord(string Task, string Account, string Region, string KeyId, DateTimeOffset Due, string? MaterialId = null)
{
    public const string DeleteKey = "delete-key";
    public const string FinishReplica = "finish-replica";
    public const string FinishPrimaryChange = "finish-primary-change";
    public const string RotateKey = "rotate-key";
    public const string RotateKeyOnDemand = "rotate-key-on-demand";
    public const string ExpireMaterial = "expire-material";

    /// <summary>Its KeyId is that of a custom key store.</summary>
    public const string ConnectKeyStore = "connect-key-store";

    /// <summary>Its KeyId is that of a custom key store.</summary>
    public const string DisconnectKeyStore = "disconnect-key-store";

    /// <summary>Schedules of all accounts lie in one partition.</summary>
    public const string Partition = "";

    [JsonIgnore]
    public bool IsOfKeyStore => Task is ConnectKeyStore or DisconnectKeyStore;

    /// <summary>Sorts by due time first: milliseconds since 1970 with leading zeros.</summary>
    public string Id => $"{Due.ToUnixTimeMilliseconds():D15}/{Task}/{Account}/{Region}/{KeyId}{(MaterialId is null ? "" : "/" + MaterialId)}";

    public static ScheduleRecord Of(KeyRecord key, string task, DateTimeOffset due, string? materialId = null) =>
        new(task, key.Account, key.Region, key.Id, due, materialId);
}
