using Kagimori.Authorization;
using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Gives a user, or the root user, credentials for somebody else, who may do no more than the caller and the session policies allow together.</summary>
internal static class GetFederationToken
{
    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("Name", Sts.UserNameType, isRequired: true),
        Query.Text("Policy", Sts.LimitedSessionPolicyDocumentType),
        Query.List("PolicyArns", "arn", Sts.PolicyDescriptorListType),
        Query.Number("DurationSeconds", Sts.DurationSecondsType),
        Sts.Tags());

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters request)
    {
        if (exchange.Caller.Session is not null) return new(SessionRefusals.SessionCredentials("GetFederationToken"));
        AddTarget(exchange, request, exchange.Operation!.Action);
        if (request.Tags() is { Count: > 0 }) AddTarget(exchange, request, "sts:TagSession");
        return default;
    }

    public static bool Condition(Exchange exchange, QueryParameters request, ConditionKey key, out ConditionValues values) =>
        RequestTags.TryGet(request.Tags(), key, out values);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters request)
    {
        var caller = exchange.Caller;
        var passed = await PassedSession.ReadAsync(exchange, request, caller.Account, request.Tags());
        if (passed.Refusal is { } refusal) return refusal;
        var bare = GetSessionToken.OfCaller(exchange, request) with { FederatedName = request.Text("Name") };
        var session = passed.Value!.AddTo(bare, out var percent);
        if (session.Refusal is { } tooLarge) return tooLarge;
        return new QueryResult(
            TemporaryCredentials.Element(exchange, session.Value!),
            QueryElement.Structure("FederatedUser",
                QueryElement.Text("FederatedUserId", $"{caller.Account}:{bare.FederatedName}"),
                QueryElement.Text("Arn", ArnOf(exchange, request))),
            percent is { } size ? QueryElement.Number("PackedPolicySize", size) : null);
    }

    private static string ArnOf(Exchange exchange, QueryParameters request) =>
        $"arn:aws:sts::{exchange.Caller.Account}:federated-user/{request.Text("Name")}";

    private static void AddTarget(Exchange exchange, QueryParameters request, string action) => exchange.AddTarget(new AccessTarget
    {
        Action = action,
        Resource = ArnOf(exchange, request),
        ResourceAccount = exchange.Caller.Account.ToString(),
    });
}
