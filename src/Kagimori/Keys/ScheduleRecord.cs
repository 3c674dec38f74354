namespace Kagimori.Keys;

/// <summary>Something to do to a key when its time has come; its id begins with that time, so that a scan finds what is due.</summary>
/// <param name="Task">What to do; <see cref="DeleteKey"/> is the only one yet.</param>
public sealed record ScheduleRecord(string Task, string Account, string Region, string KeyId, DateTimeOffset Due)
{
    public const string DeleteKey = "delete-key";

    /// <summary>Schedules of all accounts lie in one partition.</summary>
    public const string Partition = "";

    /// <summary>Sorts by due time first: milliseconds since 1970 with leading zeros.</summary>
    public string Id => $"{Due.ToUnixTimeMilliseconds():D15}/{Task}/{Account}/{Region}/{KeyId}";
}
