namespace Kagimori.Keys;

/// <summary>Automatic rotation of a key: how often, and when next.</summary>
public sealed record RotationRecord(int PeriodInDays, DateTimeOffset NextDate);
