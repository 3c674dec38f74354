namespace Kagimori.Authentication;

/// <summary>How a service speaks, which decides the codes and statuses of its authentication errors.</summary>
public enum ServiceProtocol
{
    /// <summary>AWS JSON 1.1 (KMS): codes end in Exception, every status is 400.</summary>
    Json,

    /// <summary>AWS Query (IAM, STS): older codes, mostly status 403.</summary>
    Query,
}
