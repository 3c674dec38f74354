using Kagimori.Forwarding;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>How a request can come: directly, or through a service or a VPC endpoint as the configuration of trusted callers makes possible.</summary>
/// <param name="Through">The service or VPC endpoint; null for a request made directly, also by a service itself.</param>
/// <param name="Said">What is said of every request that comes so.</param>
/// <param name="MayNameEndpoint">Whether who forwards for the service may also say through which endpoint it was reached.</param>
internal sealed record ImpactWay(string? Through, ForwardedContext Said, bool MayNameEndpoint = false)
{
    /// <summary>The direct way, and then every other that the principal's requests can come.</summary>
    public static IEnumerable<ImpactWay> Of(Principal principal, TrustedCallers trusted)
    {
        yield return new ImpactWay(null, new ForwardedContext { ServicePrincipal = principal.Type == PrincipalType.Service ? principal.Arn : null });
        if (principal.AccountId is not { } account) yield break;
        var endpoints = trusted.Find(principal)?.VpcEndpoints.Values ?? [];
        foreach (var endpoint in endpoints.OrderBy(endpoint => endpoint.Id, StringComparer.Ordinal))
            yield return new ImpactWay(endpoint.Id, new ForwardedContext { VpcEndpoint = endpoint });
        var speaking = trusted.Callers.Where(caller => caller.SpeaksFor(account)).ToList();
        foreach (var service in speaking.SelectMany(caller => caller.Services).Distinct().Order(StringComparer.Ordinal))
        {
            yield return new ImpactWay(service, new ForwardedContext { CalledVia = [service] },
                speaking.Exists(caller => caller.Services.Contains(service) && caller.VpcEndpoints.Count > 0));
        }
    }

    /// <summary>Whether <see cref="Said"/> is the whole truth about a condition key that it answers; the rest is left to the request.</summary>
    public bool Knows(WellKnownKey key) => key switch
    {
        // Only the last service is known: others may stand before it.
        WellKnownKey.AwsCalledVia or WellKnownKey.AwsCalledViaFirst => Said.CalledVia.Count == 0,
        WellKnownKey.AwsSourceArn or WellKnownKey.AwsSourceAccount or WellKnownKey.AwsSourceOrgID or WellKnownKey.AwsSourceOrgPaths => Said.ServicePrincipal is null,
        WellKnownKey.AwsSourceVpce or WellKnownKey.AwsSourceVpc or WellKnownKey.AwsVpceAccount or WellKnownKey.AwsVpceOrgID or WellKnownKey.AwsVpceOrgPaths => !MayNameEndpoint,
        WellKnownKey.AwsVpcSourceIp => !MayNameEndpoint && Said.VpcEndpoint is null,
        WellKnownKey.AwsSourceIp => Said.ServicePrincipal is not null || Said.VpcEndpoint is not null,
        _ => true,
    };
}
