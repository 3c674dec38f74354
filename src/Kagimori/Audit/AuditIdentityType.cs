namespace Kagimori.Audit;

/// <summary>CloudTrail's <c>userIdentity.type</c>, in its spelling.</summary>
public enum AuditIdentityType
{
    /// <summary>No one could be authenticated.</summary>
    Unknown,
    Root,
    IAMUser,
    AssumedRole,
    FederatedUser,
    WebIdentityUser,
    SAMLUser,
    AWSAccount,

    /// <summary>The service itself; it has no <c>type</c> member in CloudTrail, only <c>invokedBy</c>.</summary>
    AWSService,
}
