using Microsoft.Extensions.Logging;

namespace Kagimori.Diagnostics;

/// <summary>What the engine writes to the log. Requests themselves are in the audit trail, not here.</summary>
public sealed partial class RequestLog(ILogger<RequestLog> logger)
{
    /// <summary>A defect or a lost store: the one thing an operator must look at.</summary>
    [LoggerMessage(1, LogLevel.Error, "Request {RequestId} ({Operation}) failed.")]
    public partial void RequestFailed(string requestId, string? operation, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "Scheduled work failed; it is tried again.")]
    public partial void SchedulerFailed(Exception exception);
}
