using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Lists the groups, users and roles that a managed policy is attached to or that it bounds.</summary>
internal static class ListEntitiesForPolicy
{
    public static readonly Member<QueryParameters>[] Members =
    [
        Query.Text("EntityFilter", Iam.EntityType), Query.Text("PathPrefix", Iam.EntityPathPrefixType), Query.Text("PolicyUsageFilter", Iam.PolicyUsageType),
        Iam.Marker, Iam.MaxItems,
    ];

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity)
    {
        if (!EntityListing.TryGetPage(query, out var page)) return IdentityRefusals.InvalidMarker();
        var arn = entity.Value.ArnIn(exchange.Caller.Account);
        var found = new List<Use>();
        if (entity.Value.IsOfAws || ManagedPolicyUses.IsUsed(entity.Value))
        {
            await AddAsync(exchange, query, page, EntityKinds.Group, arn, found, static group => group.Id);
            await AddAsync(exchange, query, page, EntityKinds.User, arn, found, static user => user.Id);
            await AddAsync(exchange, query, page, EntityKinds.Role, arn, found, static role => role.Id);
        }
        var (uses, next) = page.CutAll(found.OrderBy(use => use.Marker, StringComparer.Ordinal), use => use.Marker);
        return new QueryResult(
            List("PolicyGroups", uses, "Group"),
            List("PolicyUsers", uses, "User"),
            List("PolicyRoles", uses, "Role"),
            QueryElement.Flag("IsTruncated", next is not null),
            QueryElement.Text("Marker", next));
    }

    private static async ValueTask AddAsync<T>(
        Exchange exchange, QueryParameters query, Page page, EntityKind<T> kind, string arn, List<Use> found, Func<T, string> idOf) where T : class
    {
        if (query.Text("EntityFilter") is { } filter && filter != kind.Title) return;
        var usage = query.Text("PolicyUsageFilter");
        var prefix = query.Text("PathPrefix") ?? "/";
        var matches = await EntityListing.ReadShareAsync(exchange, kind, page, kind.Title, entity =>
            kind.PathOf(entity).StartsWith(prefix, StringComparison.Ordinal)
            && (usage != "PermissionsBoundary" && kind.AttachedPolicies!.Get(entity).Contains(arn)
                || usage != "PermissionsPolicy" && kind.PermissionsBoundary?.Get(entity) == arn));
        found.AddRange(matches.Select(entity => new Use(
            $"{kind.Title}/{IdentityRecords.IdOf(kind.NameOf(entity))}", kind.Title, kind.NameOf(entity), idOf(entity))));
    }

    private static QueryElement List(string name, IReadOnlyList<Use> uses, string title) =>
        QueryElement.List(name, uses.Where(use => use.Title == title).Select(use => QueryElement.Structure("member",
            QueryElement.Text($"{title}Name", use.Name), QueryElement.Text($"{title}Id", use.Id))));

    private sealed record Use(string Marker, string Title, string Name, string Id);
}
