using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>Says of a grant, point by point, why it covers a request or does not.</summary>
internal static class GrantReasons
{
    /// <summary>The grant covers the request when every point matches.</summary>
    public static GrantExplanation Explain(Grant grant, Principal caller, IReadOnlyList<ElementExplanation> points) =>
        new(grant.Record.Id, points.All(point => point.Matched) && grant.MatchGrantee(caller) is { } matched
            ? new ResourceGrant(matched, grant.Record.IssuingAccount == caller.AccountId) : null, points);

    public static ElementExplanation Grantee(Grant grant, Principal caller) => Reaches(GrantRecord.IsService(grant.Record.Grantee) ? "GranteeServicePrincipal" : "GranteePrincipal", grant.Record.Grantee, grant.MatchGrantee(caller), caller);

    public static ElementExplanation Retiring(Grant grant, Principal caller) => grant.Record.Retiring is { } retiring
        ? Reaches(GrantRecord.IsService(retiring) ? "RetiringServicePrincipal" : "RetiringPrincipal", retiring, grant.MatchRetiring(caller), caller)
        : new("RetiringPrincipal", false, "the grant has none");

    public static ElementExplanation Operation(Grant grant, string operation) => grant.Allows(operation)
        ? new("Operations", true, operation)
        : new("Operations", false, $"{operation} is not among {string.Join(", ", grant.Record.Operations)}");

    /// <summary>Nothing for a grant that is for every resource.</summary>
    public static IEnumerable<ElementExplanation> Source(Grant grant, Principal caller, string? sourceArn)
    {
        if (grant.Record.SourceArn is not { } required) yield break;
        var why = caller.Type != PrincipalType.Service ? $"{required}; it binds services alone" : $"{required}; the request is {(sourceArn is null ? "on behalf of no resource" : $"on behalf of {sourceArn}")}";
        yield return new("SourceArn", grant.AdmitsSource(caller, sourceArn), why);
    }

    /// <param name="admits">Whether they hold.</param>
    /// <param name="hasContext">Whether the operation has an encryption context at all.</param>
    public static ElementExplanation Constraints(Grant grant, IReadOnlyDictionary<string, string>? context, bool admits, bool hasContext)
    {
        var constraints = Written(grant.Record);
        if (constraints.Length == 0) return new("Constraints", admits, "the grant has none");
        return new("Constraints", admits, hasContext ? $"{constraints}; the request has {Written(context)}" : $"{constraints}; they do not bind this operation");
    }

    /// <summary>Whoever holds a grant may pass on no more than it gives.</summary>
    public static ElementExplanation PassingOn(Grant grant, GrantRecord child, bool covers)
    {
        var wider = child.Operations.Where(operation => !grant.Allows(operation)).ToList();
        return new("Passing on", covers, covers ? "the new grant gives no more than this one"
            : wider.Count > 0 ? $"the new grant has operations that this one does not have: {string.Join(", ", wider)}"
            : $"the new grant is less constrained: {WrittenWithSource(child)}; this one has {WrittenWithSource(grant.Record)}");
    }

    private static ElementExplanation Reaches(string name, string principal, GrantMatchClass? match, Principal caller) => new(name, match is not null, match switch
    {
        null => $"{principal} is not {caller.Arn}",
        GrantMatchClass.Account => $"{principal} (the account)",
        GrantMatchClass.RoleOfSession => $"{principal} (who the session comes from)",
        _ => principal,
    });

    private static string Written(GrantRecord grant) => string.Join(" and ",
        new[] { grant.ContextEquals is { } equal ? $"EncryptionContextEquals {Written(equal)}" : null, grant.ContextSubset is { } subset ? $"EncryptionContextSubset {Written(subset)}" : null }.OfType<string>());

    private static string WrittenWithSource(GrantRecord grant) => (Written(grant), grant.SourceArn) switch
    {
        ("", null) => "no constraints",
        ("", { } source) => $"SourceArn {source}",
        (var contexts, null) => contexts,
        var (contexts, source) => $"{contexts} and SourceArn {source}",
    };

    private static string Written(IReadOnlyDictionary<string, string>? pairs) =>
        pairs is null or { Count: 0 } ? "no encryption context" : $"{{{string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}"))}}}";
}
