using Kagimori.Identities;
using Kagimori.Operations.Identities.AttachedPolicies;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Operations.Identities.Roles;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Account;

/// <summary>A user, a group and a role with everything that permits it something, as GetAccountAuthorizationDetails writes them.</summary>
internal static class EntityDetails
{
    public static QueryElement Of(Exchange exchange, UserRecord user) => Of(exchange, EntityKinds.User, user, user.Id, user.CreatedAt,
        QueryElement.List("GroupList", user.Groups.Select(static name => QueryElement.Text("member", name)!)));

    public static QueryElement Of(Exchange exchange, GroupRecord group) => Of(exchange, EntityKinds.Group, group, group.Id, group.CreatedAt);

    public static async ValueTask<QueryElement> OfAsync(Exchange exchange, RoleRecord role) => Of(exchange, EntityKinds.Role, role, role.Id, role.CreatedAt,
        QueryElement.Text("AssumeRolePolicyDocument", PolicyDocuments.Encode(await PolicyDocuments.ShowTrustPolicyAsync(exchange, role.TrustPolicy))),
        QueryElement.List("InstanceProfileList", []),
        await RoleLastUsed.OfAsync(exchange, role));

    private static QueryElement Of<T>(Exchange exchange, EntityKind<T> kind, T entity, string id, DateTimeOffset createdAt, params QueryElement?[] own)
        where T : class => QueryElement.Structure("member",
        [
            QueryElement.Text("Path", kind.PathOf(entity)),
            QueryElement.Text($"{kind.Title}Name", kind.NameOf(entity)),
            QueryElement.Text($"{kind.Title}Id", id),
            QueryElement.Text("Arn", kind.ArnOf(entity, exchange.Caller.Account)),
            QueryElement.Date("CreateDate", createdAt),
            .. own,
            InlinePolicies(kind.InlinePolicies!.Get(entity), kind.Title),
            QueryElement.List("AttachedManagedPolicies", kind.AttachedPolicies!.Get(entity).Select(ListAttachedPolicies.Element)),
            EntityBoundary.Element(kind.PermissionsBoundary?.Get(entity)),
            kind.Tags is { } tags ? QueryElement.List("Tags", EntityTags.InOrder(tags.Get(entity)).Select(EntityTags.Element)) : null,
        ]);

    // AWS leaves out the empty list of a user, and of nothing else.
    private static QueryElement? InlinePolicies(IReadOnlyDictionary<string, string> policies, string title) =>
        policies.Count == 0 && title == EntityKinds.User.Title ? null : QueryElement.List($"{title}PolicyList",
            policies.OrderBy(static policy => policy.Key, StringComparer.Ordinal).Select(static policy => QueryElement.Structure("member",
                QueryElement.Text("PolicyName", policy.Key), QueryElement.Text("PolicyDocument", PolicyDocuments.Encode(policy.Value)))));
}
