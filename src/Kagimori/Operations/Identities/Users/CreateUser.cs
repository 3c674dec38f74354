using Kagimori.Identities;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Users;

/// <summary>Makes a user without credentials or permissions.</summary>
internal static class CreateUser
{
    public static readonly Shape<QueryParameters> Shape = new(
        Iam.Path, Query.Text("UserName", Iam.UserNameType, isRequired: true), EntityBoundary.Optional, Iam.Tags());

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query) =>
        EntityResolution.NewAsync(exchange, EntityKinds.User, query, "UserName");

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var name = query.Text("UserName")!;
        if (await EntityKinds.User.FindAsync(exchange, name) is not null) return IdentityRefusals.EntityExists("User", name);
        if (await EntityKinds.User.CheckQuotaAsync(exchange) is { } full) return full;
        if (EntityTags.Apply(new Dictionary<string, string>(), query.Tags(), EntityKinds.User.TagKeys, out var tags) is { } badTags) return badTags;
        var boundary = query.Text("PermissionsBoundary");
        if (await BoundaryCounts.ChangeAsync(exchange, null, boundary) is { } badBoundary) return badBoundary;
        var user = new UserRecord
        {
            Name = name,
            Path = query.Text("Path") ?? "/",
            Id = UniqueId.Create(UniqueId.User, exchange.Engine.Random),
            CreatedAt = exchange.Now,
            PermissionsBoundary = boundary,
            Tags = tags,
        };
        var account = exchange.Caller.Account;
        IdentityRecords.Users.Create(exchange.Changes, account.ToString(), IdentityRecords.IdOf(name), user);
        PrincipalRecords.Create(exchange, user.Id, PrincipalRecord.User, user.Path, name);
        return new QueryResult(UserElement.Of(user, account, "User", isWhole: true));
    }
}
