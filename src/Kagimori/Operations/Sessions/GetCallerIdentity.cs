using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Tells callers who they are. It needs no permission, and no policy can deny it.</summary>
internal static class GetCallerIdentity
{
    public static readonly Shape<QueryParameters> Shape = new();

    public static Outcome<QueryResult> Perform(Exchange exchange)
    {
        var principal = exchange.Caller.Principal;
        return new QueryResult(
            QueryElement.Text("UserId", principal.UniqueId),
            QueryElement.Text("Account", exchange.Caller.Account.ToString()),
            QueryElement.Text("Arn", principal.Arn));
    }
}
