using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Absent;

/// <summary>GetLoginProfile, DeleteLoginProfile: no user has a password here.</summary>
internal static class LoginProfile
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("UserName", Iam.UserNameType));

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var name = query.Text("UserName") ?? exchange.Caller.EntityName ?? "root";
        return new(exchange.Targets[0].Entity is null ? EntityKinds.User.NotFound(name) : IdentityRefusals.LoginProfileNotFound(name));
    }
}
