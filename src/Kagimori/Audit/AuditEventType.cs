namespace Kagimori.Audit;

/// <summary>CloudTrail's <c>eventType</c>.</summary>
public enum AuditEventType
{
    /// <summary>Someone called an operation.</summary>
    AwsApiCall,

    /// <summary>The service did it by itself: a rotation, a deletion that fell due, a trail recovered.</summary>
    AwsServiceEvent,
}
