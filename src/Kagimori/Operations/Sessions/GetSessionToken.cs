using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Gives a user, or the root user, temporary credentials of their own. It needs no permission.</summary>
internal static class GetSessionToken
{
    private const int DefaultSeconds = 43_200;
    private const int MaxRootSeconds = 3_600;

    public static readonly Shape<QueryParameters> Shape = new(
        Query.Number("DurationSeconds", Sts.DurationSecondsType),
        Query.Text("SerialNumber", Sts.SerialNumberType),
        Query.Text("TokenCode", Sts.TokenCodeType));

    public static Outcome<QueryResult> Perform(Exchange exchange, QueryParameters request)
    {
        var caller = exchange.Caller;
        if (caller.Session is not null) return Refusals.QueryAccessDenied("Cannot call GetSessionToken with session credentials");
        // No MFA device can be registered yet, so every serial number is one that AWS would not find.
        if (request.Text("SerialNumber") is not null || request.Text("TokenCode") is not null)
            return Refusals.QueryAccessDenied("MultiFactorAuthentication failed, unable to validate MFA code. Please verify your MFA serial number is valid and associated with this user.");
        var seconds = request.Number("DurationSeconds") ?? DefaultSeconds;
        if (caller.IsRoot) seconds = Math.Min(seconds, MaxRootSeconds);
        var session = TemporaryCredentials.Create(
            exchange, caller.EntityName, caller.Principal.Type == PrincipalType.User ? caller.Principal.UniqueId : null, null, seconds);
        return new QueryResult(TemporaryCredentials.Element(exchange, session));
    }
}
