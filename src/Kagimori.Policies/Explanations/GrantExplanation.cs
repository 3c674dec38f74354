namespace Kagimori.Policies;

/// <summary>One grant that was considered, and why it covers the request or does not.</summary>
/// <param name="Id">What people know the grant by.</param>
/// <param name="Covers">What it gives; null when it does not cover the request.</param>
/// <param name="Elements">Grantee, operations, constraints: whether each matches, and why.</param>
public sealed record GrantExplanation(string Id, ResourceGrant? Covers, IReadOnlyList<ElementExplanation> Elements);
