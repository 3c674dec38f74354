using Kagimori.Identities;
using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Account;

/// <summary>Describes all users, groups, roles and managed policies of the account, and the policies of AWS that it uses, with what they permit.</summary>
/// <remarks>Pages go through the kinds in the order of the filter's words; a marker is the word and the last entity's record id.</remarks>
internal static class GetAccountAuthorizationDetails
{
    private const string AwsPolicies = "AWSManagedPolicy";
    private const string Groups = "Group";
    private const string LocalPolicies = "LocalManagedPolicy";
    private const string Roles = "Role";
    private const string Users = "User";

    public static readonly Shape<QueryParameters> Shape = new(Query.List("Filter", Iam.EntityTypeList), Iam.Marker, Iam.MaxItems);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (!EntityListing.TryGetPage(query, out var page) || page.After is { } after && !IsWanted(query, after[..Math.Max(0, after.IndexOf('/', StringComparison.Ordinal))]))
            return IdentityRefusals.MarkerOfAnotherFilter();
        var found = new List<Detail>();
        if (IsWanted(query, AwsPolicies)) found.AddRange((await ManagedPolicyUses.OfAwsAsync(exchange)).Where(static policy => ManagedPolicyUses.IsUsed(policy)).Select(policy =>
            new Detail($"{AwsPolicies}/{IdentityRecords.IdOf(policy.Name)}", AwsPolicies, () => new(OfPolicy(exchange, policy)))));
        await AddAsync(exchange, query, page, EntityKinds.Group, Groups, found, group => new(EntityDetails.Of(exchange, group)));
        await AddAsync(exchange, query, page, EntityKinds.ManagedPolicy, LocalPolicies, found, policy => new(OfPolicy(exchange, policy)));
        await AddAsync(exchange, query, page, EntityKinds.Role, Roles, found, role => EntityDetails.OfAsync(exchange, role));
        await AddAsync(exchange, query, page, EntityKinds.User, Users, found, user => new(EntityDetails.Of(exchange, user)));
        var (details, next) = page.CutAll(found, static detail => detail.Marker);
        return new QueryResult(
            await ListAsync("Policies", details, AwsPolicies, LocalPolicies),
            await ListAsync("UserDetailList", details, Users),
            await ListAsync("RoleDetailList", details, Roles),
            await ListAsync("GroupDetailList", details, Groups),
            QueryElement.Flag("IsTruncated", next is not null),
            QueryElement.Text("Marker", next));
    }

    private static bool IsWanted(QueryParameters query, string kind) => query.List("Filter") is not { Count: > 0 } filter || filter.Contains(kind);

    private static async ValueTask AddAsync<T>(
        Exchange exchange, QueryParameters query, Page page, EntityKind<T> kind, string word, List<Detail> found, Func<T, ValueTask<QueryElement>> write)
        where T : class
    {
        if (!IsWanted(query, word)) return;
        var entities = await EntityListing.ReadShareAsync(exchange, kind, page, word, static _ => true);
        found.AddRange(entities.Select(entity => new Detail($"{word}/{IdentityRecords.IdOf(kind.NameOf(entity))}", word, () => write(entity))));
    }

    private static QueryElement OfPolicy(Exchange exchange, ManagedPolicyRecord policy) =>
        ManagedPolicyElement.Of(policy, exchange.Caller.Account, "member", withDescription: false, withTags: false, withVersions: true);

    private static async ValueTask<QueryElement> ListAsync(string name, IReadOnlyList<Detail> details, params string[] words)
    {
        var items = new List<QueryElement>();
        foreach (var detail in details.Where(detail => words.Contains(detail.Word))) items.Add(await detail.WriteAsync());
        return QueryElement.List(name, items);
    }

    private sealed record Detail(string Marker, string Word, Func<ValueTask<QueryElement>> WriteAsync);
}
