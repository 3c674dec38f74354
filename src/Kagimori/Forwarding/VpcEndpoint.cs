using Kagimori.Policies;

namespace Kagimori.Forwarding;

/// <summary>A VPC endpoint that requests can be said to have come through.</summary>
/// <param name="Id">vpce-….</param>
/// <param name="VpcId">vpc-….</param>
/// <param name="Policies">The endpoint policy; null for an endpoint that lets everything through.</param>
public sealed record VpcEndpoint(string Id, string VpcId, string Account, IReadOnlyList<AttachedPolicy>? Policies);
