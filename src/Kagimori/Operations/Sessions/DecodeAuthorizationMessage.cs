using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Tells a caller who may know it why a request of its account was denied.</summary>
internal static class DecodeAuthorizationMessage
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("EncodedMessage", Sts.EncodedMessageType, isRequired: true));

    // A user's own temporary credentials, and a federated user's, can call nothing of STS but what AWS names.
    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters request) => exchange.Caller.Session is { RoleSessionName: null }
        ? new(SessionRefusals.SessionCredentials("DecodeAuthorizationMessage"))
        : KeyResolution.WithoutResource(exchange);

    public static Outcome<QueryResult> Perform(Exchange exchange, QueryParameters request) =>
        exchange.Engine.AuthorizationMessages.Decode(exchange.Caller.Account, request.Text("EncodedMessage")!, exchange.Now) is { } decoded
            ? new QueryResult(QueryElement.Text("DecodedMessage", decoded))
            : Refusals.InvalidAuthorizationMessage();
}
