using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AttachedPolicies;

/// <summary>ListAttachedUserPolicies, ListAttachedGroupPolicies, ListAttachedRolePolicies: names and ARNs.</summary>
internal static class ListAttachedPolicies
{
    private const string PathStart = ":policy";

    public static readonly Member<QueryParameters>[] Members = [Query.Text("PathPrefix", Iam.PolicyPathPrefixType), Iam.Marker, Iam.MaxItems];

    public static ValueTask<Outcome<QueryResult>> PerformAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var prefix = query.Text("PathPrefix") ?? "/";
        var attached = entity.Kind.AttachedPolicies!.Get(entity.Value).Where(arn => PathOf(arn).StartsWith(prefix, StringComparison.Ordinal));
        // A policy of AWS may be called as one of the account.
        return new(EntityListing.ByName(query, "AttachedPolicies", attached, static arn => $"{NameOf(arn)}\u0001{arn.Split(':')[4]}", Element));
    }

    /// <summary>An attached policy as IAM's answers write it.</summary>
    public static QueryElement Element(string arn) =>
        QueryElement.Structure("member", QueryElement.Text("PolicyName", NameOf(arn)), QueryElement.Text("PolicyArn", arn));

    private static string NameOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private static string PathOf(string arn) =>
        arn[(arn.IndexOf(PathStart, StringComparison.Ordinal) + PathStart.Length)..(arn.LastIndexOf('/') + 1)];
}
