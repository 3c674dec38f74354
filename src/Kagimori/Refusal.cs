using Kagimori.Authorization;

namespace Kagimori;

/// <summary>Why a request is not carried out: a value, never an exception, in the words AWS uses on the wire.</summary>
/// <param name="Code">The error code a client sees, for example <c>AccessDeniedException</c>.</param>
/// <param name="Message">The text, or null where AWS sends no message member at all.</param>
/// <param name="StatusCode">The HTTP status. Every AWS JSON error of KMS is 400; IAM and STS differ by code.</param>
public sealed record Refusal(string Code, string? Message, int StatusCode = 400)
{
    /// <summary>What really happened, for the audit trail only: a client must not learn why a ciphertext is refused.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason code that AWS Organizations tells beside the message; null for none.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Why a request was denied, where the service is told to say it; null otherwise.</summary>
    public DenialDetails? Details { get; init; }

    /// <summary>The message as the client gets it: an encoded one stands after it, in the words of EC2, which clients look for.</summary>
    public string? Text => Details?.EncodedMessage is { } encoded ? $"{Message}. Encoded authorization failure message: {encoded}" : Message;
}
