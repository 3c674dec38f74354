using Kagimori.Identities;
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

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters request) => exchange.Caller.Session is null
        ? MultiFactor.VerifyAsync(exchange, request)
        : new(SessionRefusals.SessionCredentials("GetSessionToken"));

    public static Outcome<QueryResult> Perform(Exchange exchange, QueryParameters request) =>
        new QueryResult(TemporaryCredentials.Element(exchange, OfCaller(exchange, request) with { MultiFactorAt = exchange.MultiFactorAt }));

    /// <summary>A session of the caller itself: up to 36 hours as the request says, for the root user an hour.</summary>
    public static SessionRecord OfCaller(Exchange exchange, QueryParameters request)
    {
        var caller = exchange.Caller;
        var seconds = request.Number("DurationSeconds") ?? DefaultSeconds;
        if (caller.IsRoot) seconds = Math.Min(seconds, MaxRootSeconds);
        return TemporaryCredentials.OfUser(
            exchange, caller.EntityName, caller.Principal.Type == PrincipalType.User ? caller.Principal.UniqueId : null, seconds);
    }
}
