using Kagimori.Identities;
using Kagimori.Organizations;
using Kagimori.Policies;
using static Kagimori.Authorization.ConditionAnswer;

namespace Kagimori.Forwarding;

/// <summary>What a trusted caller said of a request: who asks through it, and which way the request came. Immutable.</summary>
public sealed record ForwardedContext
{
    /// <summary>The service that asks for itself; null when a principal asks.</summary>
    public string? ServicePrincipal { get; init; }

    /// <summary>The services that the original request went through, in order; empty when it went through none.</summary>
    public IReadOnlyList<string> CalledVia { get; init; } = [];

    /// <summary>The resource on whose behalf a service asks.</summary>
    public string? SourceArn { get; init; }

    public string? SourceAccount { get; init; }

    /// <summary>The address of whoever sent the original request.</summary>
    public string? SourceIp { get; init; }

    public VpcEndpoint? VpcEndpoint { get; init; }

    public string? VpcSourceIp { get; init; }

    /// <summary>The policy of the endpoint that this request came through. A service that was reached through an endpoint calls by itself.</summary>
    public IReadOnlyList<AttachedPolicy>? EndpointPolicies => CalledVia.Count == 0 ? VpcEndpoint?.Policies : null;

    /// <summary>Answers a condition key that forwarded context speaks of; null for every other key.</summary>
    public bool? TryGet(WellKnownKey key, Region region, OrganizationSet organizations, out ConditionValues values)
    {
        switch (key)
        {
            case WellKnownKey.AwsViaAWSService: return One(CalledVia.Count > 0 ? "true" : "false", out values);
            case WellKnownKey.AwsCalledVia: return Many(CalledVia.Count > 0 ? CalledVia : null, out values);
            case WellKnownKey.AwsCalledViaFirst: return One(CalledVia.Count > 0 ? CalledVia[0] : null, out values);
            case WellKnownKey.AwsCalledViaLast: return One(CalledVia.Count > 0 ? CalledVia[^1] : null, out values);
            case WellKnownKey.KmsViaService: return One(CalledVia.Count > 0 ? ServiceName.In(CalledVia[^1], region) : null, out values);
            case WellKnownKey.AwsPrincipalIsAWSService: return One(ServicePrincipal is null ? "false" : "true", out values);
            case WellKnownKey.AwsPrincipalServiceName: return One(ServicePrincipal, out values);
            case WellKnownKey.AwsPrincipalServiceNamesList: return Many(ServicePrincipal is null ? null : [ServicePrincipal], out values);
            case WellKnownKey.AwsSourceArn: return One(SourceArn, out values);
            case WellKnownKey.AwsSourceAccount: return One(SourceAccount, out values);
            case WellKnownKey.AwsSourceOrgID: return One(organizations.Find(SourceAccount)?.OrganizationId, out values);
            case WellKnownKey.AwsSourceOrgPaths: return Many(organizations.Find(SourceAccount)?.Paths, out values);
            case WellKnownKey.AwsSourceVpce: return One(VpcEndpoint?.Id, out values);
            case WellKnownKey.AwsSourceVpc: return One(VpcEndpoint?.VpcId, out values);
            case WellKnownKey.AwsVpcSourceIp: return One(VpcSourceIp, out values);
            case WellKnownKey.AwsVpceAccount: return One(VpcEndpoint?.Account, out values);
            case WellKnownKey.AwsVpceOrgID: return One(organizations.Find(VpcEndpoint?.Account)?.OrganizationId, out values);
            case WellKnownKey.AwsVpceOrgPaths: return Many(organizations.Find(VpcEndpoint?.Account)?.Paths, out values);
            // The connection's own address is the trusted caller's: it says nothing of who asks.
            case WellKnownKey.AwsSourceIp: return One(SourceIp, out values);
            // A service has no ARN and no id.
            case WellKnownKey.AwsPrincipalArn or WellKnownKey.AwsUserid when ServicePrincipal is not null: return One(null, out values);
            default:
                values = default;
                return null;
        }
    }
}
