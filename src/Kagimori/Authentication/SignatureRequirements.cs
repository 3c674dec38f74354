namespace Kagimori.Authentication;

/// <summary>What a service demands of the signatures it accepts.</summary>
/// <remarks>Immutable; one per service, made at start.</remarks>
public sealed record SignatureRequirements
{
    /// <summary>The services a credential may be scoped to; the first is named when another is refused.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    public required ServiceProtocol Protocol { get; init; }

    /// <summary>How far a signature's time may lie from ours, in either direction; whole minutes.</summary>
    public TimeSpan ClockWindow { get; init; } = TimeSpan.FromMinutes(5);

    public static SignatureRequirements Kms { get; } = new() { Services = ["kms"], Protocol = ServiceProtocol.Json };

    public static SignatureRequirements Iam { get; } = new() { Services = ["iam"], Protocol = ServiceProtocol.Query };

    public static SignatureRequirements Organizations { get; } = new() { Services = ["organizations"], Protocol = ServiceProtocol.Json };

    /// <summary>This service as an external key store proxy.</summary>
    public static SignatureRequirements XksProxy { get; } = new() { Services = ["kms-xks-proxy"], Protocol = ServiceProtocol.Json };

    public static SignatureRequirements Sts { get; } = new() { Services = ["sts"], Protocol = ServiceProtocol.Query };
}
