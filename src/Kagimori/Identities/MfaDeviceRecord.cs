namespace Kagimori.Identities;

/// <summary>A virtual MFA device, and the user it is enabled for, if any.</summary>
public sealed record MfaDeviceRecord
{
    public required string Name { get; init; }

    public string Path { get; init; } = "/";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The seed, wrapped under the root key with the device as owner.</summary>
    public required byte[] WrappedSeed { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The unique id of the user it is enabled for; null for none.</summary>
    public string? UserId { get; init; }

    /// <summary>When it was enabled; null when it is not.</summary>
    public DateTimeOffset? EnabledAt { get; init; }

    /// <summary>How many time steps the device's clock is ahead of ours, as far as its last pair of codes told.</summary>
    public long Drift { get; init; }

    /// <summary>The step of the last code of the last pair; a later pair must lie behind it. Null before the first.</summary>
    public long? LastPairStep { get; init; }

    /// <summary>Steps whose codes have authenticated somebody; those below <see cref="OldestStep"/> are left out.</summary>
    public IReadOnlyList<long> UsedSteps { get; init; } = [];

    /// <summary>Codes of earlier steps no longer authenticate anybody.</summary>
    public long OldestStep { get; init; }

    /// <summary>The serial number: <c>arn:aws:iam::ACCOUNT:mfa/PATH/NAME</c>.</summary>
    public string ArnIn(AccountId account) => $"arn:aws:iam::{account}:mfa{Path}{Name}";
}
