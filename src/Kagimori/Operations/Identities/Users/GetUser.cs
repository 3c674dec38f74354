using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Users;

/// <summary>Describes a user, by default the caller's own, which for the root user is the account.</summary>
internal static class GetUser
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("UserName", Iam.ExistingUserNameType));

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (exchange.Targets[0].Entity is Stored<AccountRecord> account) return new(new QueryResult(UserElement.OfRoot(account.Value, "User")));
        return EntityKinds.User.Found(exchange) is { } user
            ? new(new QueryResult(UserElement.Of(user.Value, exchange.Caller.Account, "User", isWhole: true)))
            : new(EntityKinds.User.NotFound(query.Text("UserName") ?? exchange.Caller.EntityName ?? "root"));
    }
}
