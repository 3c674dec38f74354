using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Lists the managed policies of the caller's account. There are none of AWS.</summary>
internal static class ListPolicies
{
    private const string Boundary = "PermissionsBoundary";

    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("Scope", Iam.PolicyScopeType), Query.Flag("OnlyAttached"), Query.Text("PathPrefix", Iam.PolicyPathType),
        Query.Text("PolicyUsageFilter", Iam.PolicyUsageType), Iam.Marker, Iam.MaxItems);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query) => EntityListing.OfAccountAsync(
        exchange, query, EntityKinds.ManagedPolicy, "Policies",
        policy => new(ManagedPolicyElement.Of(policy, exchange.Caller.Account, "member", withDescription: false, withTags: false)),
        policy => query.Text("Scope") != "AWS" && (query.Flag("OnlyAttached") != true || IsUsed(policy, query.Text("PolicyUsageFilter"))));

    // The usage filter says something only of policies that are used.
    private static bool IsUsed(ManagedPolicyRecord policy, string? usage) =>
        usage != Boundary && policy.AttachmentCount > 0 || usage is null or Boundary && policy.BoundaryCount > 0;
}
