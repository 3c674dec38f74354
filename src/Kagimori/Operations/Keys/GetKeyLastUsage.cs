namespace Kagimori.Operations.Keys;

/// <summary>Answers when and by what a key was last used for a cryptographic operation.</summary>
internal static class GetKeyLastUsage
{
    public static async ValueTask<Outcome<GetKeyLastUsageResponse>> PerformAsync(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        var usage = await exchange.Engine.LastUses.Keys.FindAsync(key.Arn);
        return new GetKeyLastUsageResponse
        {
            KeyId = key.ArnText,
            KeyLastUsage = usage is null ? null : new KeyLastUsageData(usage.Operation, usage.Timestamp, usage.EventId.ToString(), usage.RequestId),
            KeyCreationDate = key.Record.CreatedAt,
            TrackingStartDate = key.Record.CreatedAt,
        };
    }
}

internal sealed record KeyLastUsageData(string Operation, DateTimeOffset Timestamp, string CloudTrailEventId, string KmsRequestId);

internal sealed record GetKeyLastUsageResponse
{
    public required string KeyId { get; init; }

    public KeyLastUsageData? KeyLastUsage { get; init; }

    public required DateTimeOffset KeyCreationDate { get; init; }

    public required DateTimeOffset TrackingStartDate { get; init; }
}
