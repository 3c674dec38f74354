namespace Kagimori.Audit;

/// <summary>What is recorded of one request, allowed, denied or unauthenticated: the data of one CloudTrail record.</summary>
/// <remarks>
/// For one thread at a time; it may be reused once <c>RecordAsync</c> has returned, awaited or not, for it is copied before
/// that. The three JSON members are complete JSON values, already serialised and free of secrets; they are not checked again.
/// </remarks>
public sealed class AuditEvent
{
    private static readonly AuditIdentity Unauthenticated = AuditIdentity.Unauthenticated();

    public AuditIdentity UserIdentity { get; set; } = Unauthenticated;

    /// <summary>When the request was completed.</summary>
    public DateTimeOffset EventTime { get; set; }

    /// <summary><c>kms.amazonaws.com</c>, <c>iam.amazonaws.com</c> or <c>sts.amazonaws.com</c>.</summary>
    public string EventSource { get; set; } = "kms.amazonaws.com";

    /// <summary>The operation.</summary>
    public string EventName { get; set; } = "";

    public string AwsRegion { get; set; } = "";

    public string SourceIPAddress { get; set; } = "";

    public string? UserAgent { get; set; }

    /// <summary>The refusal's code; null when the request was carried out.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The refusal's message as the client saw it.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>A JSON object; empty is written as null.</summary>
    public ReadOnlyMemory<byte> RequestParameters { get; set; }

    /// <summary>A JSON object; empty is written as null, as CloudTrail does for operations that only read.</summary>
    public ReadOnlyMemory<byte> ResponseElements { get; set; }

    /// <summary>A JSON object; empty leaves the member out. What decided, and the true reason of a refusal, belong here.</summary>
    public ReadOnlyMemory<byte> AdditionalEventData { get; set; }

    /// <summary>A JSON object; only for <see cref="AuditEventType.AwsServiceEvent"/>.</summary>
    public ReadOnlyMemory<byte> ServiceEventDetails { get; set; }

    /// <summary>The request id the client was given; null for a service event.</summary>
    public string? RequestId { get; set; }

    /// <summary>Unique to this record.</summary>
    public Guid EventId { get; set; }

    public bool ReadOnly { get; set; }

    public IReadOnlyList<AuditResource> Resources { get; set; } = [];

    public AuditEventType EventType { get; set; } = AuditEventType.AwsApiCall;

    /// <summary>The account the record is for: the caller's, or the key owner's; null when neither is known.</summary>
    public string? RecipientAccountId { get; set; }

    /// <summary>Common to the records of one request that is recorded for two accounts.</summary>
    public Guid? SharedEventId { get; set; }

    public AuditTls? Tls { get; set; }

    /// <summary>Back to what a new one has.</summary>
    public void Clear()
    {
        UserIdentity = Unauthenticated;
        EventTime = default;
        EventSource = "kms.amazonaws.com";
        EventName = AwsRegion = SourceIPAddress = "";
        UserAgent = ErrorCode = ErrorMessage = RequestId = RecipientAccountId = null;
        RequestParameters = ResponseElements = AdditionalEventData = ServiceEventDetails = default;
        EventId = default;
        SharedEventId = null;
        ReadOnly = false;
        Resources = [];
        EventType = AuditEventType.AwsApiCall;
        Tls = null;
    }
}
