using Kagimori.Keys;

namespace Kagimori.Operations.Rotation;

/// <summary>Answers whether and when a key is rotated.</summary>
internal static class GetKeyRotationStatus
{
    public static Outcome<GetKeyRotationStatusResponse> Perform(Exchange exchange, KeyIdRequest request)
    {
        var key = exchange.Key;
        if (RotatableKey.CheckKeyStore(key) is { } inKeyStore) return inKeyStore;
        // A key pending deletion is not rotated; it says so, and rotation comes back with it.
        var rotation = key.Record.State == KeyState.PendingDeletion ? null : key.Record.Rotation;
        return new GetKeyRotationStatusResponse
        {
            KeyRotationEnabled = rotation is not null,
            KeyId = key.ArnText,
            RotationPeriodInDays = rotation?.PeriodInDays,
            NextRotationDate = rotation?.NextDate,
            OnDemandRotationStartDate = key.Record.OnDemandRotationStartedAt,
        };
    }
}

internal sealed record GetKeyRotationStatusResponse
{
    public required bool KeyRotationEnabled { get; init; }

    public required string KeyId { get; init; }

    public int? RotationPeriodInDays { get; init; }

    public DateTimeOffset? NextRotationDate { get; init; }

    public DateTimeOffset? OnDemandRotationStartDate { get; init; }
}
