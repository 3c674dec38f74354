using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>The last successful cryptographic operation with a key.</summary>
public sealed record KeyUsageRecord(string Operation, DateTimeOffset Timestamp, Guid EventId, string RequestId) : ILastUse;
