using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Lists the managed policies of AWS, and then those of the caller's account.</summary>
/// <remarks>A marker is the scope and the last policy's record id.</remarks>
internal static class ListPolicies
{
    private const string Aws = "AWS";
    private const string Local = "Local";

    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("Scope", Iam.PolicyScopeType), Query.Flag("OnlyAttached"), Query.Text("PathPrefix", Iam.PolicyPathPrefixType),
        Query.Text("PolicyUsageFilter", Iam.PolicyUsageType), Iam.Marker, Iam.MaxItems);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (!EntityListing.TryGetPage(query, out var page)) return IdentityRefusals.InvalidMarker();
        var scope = query.Text("Scope");
        var found = new List<ManagedPolicyRecord>();
        if (scope != Local) found.AddRange((await ManagedPolicyUses.OfAwsAsync(exchange)).Where(policy => IsWanted(policy, query)));
        if (scope != Aws) found.AddRange(await EntityListing.ReadShareAsync(exchange, EntityKinds.ManagedPolicy, page, Local, policy => IsWanted(policy, query)));
        var (policies, next) = page.CutAll(found, static policy => $"{(policy.IsOfAws ? Aws : Local)}/{IdentityRecords.IdOf(policy.Name)}");
        return EntityListing.Answer("Policies",
            policies.Select(policy => ManagedPolicyElement.Of(policy, exchange.Caller.Account, "member", withDescription: false, withTags: false)), next);
    }

    // The usage filter says something only of policies that are used.
    private static bool IsWanted(ManagedPolicyRecord policy, QueryParameters query) =>
        policy.Path.StartsWith(query.Text("PathPrefix") ?? "/", StringComparison.Ordinal)
        && (query.Flag("OnlyAttached") != true || ManagedPolicyUses.IsUsed(policy, query.Text("PolicyUsageFilter")));
}
