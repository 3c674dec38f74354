using Kagimori.Forwarding;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>What policies ask for and nobody is configured to bring: services, and condition keys that only forwarded context has.</summary>
internal static class NotForwarded
{
    private static readonly WellKnownKey[] OfServices =
    [
        WellKnownKey.KmsViaService, WellKnownKey.KmsGrantIsForAWSResource, WellKnownKey.AwsCalledVia, WellKnownKey.AwsCalledViaFirst, WellKnownKey.AwsCalledViaLast, WellKnownKey.AwsPrincipalServiceName,
        WellKnownKey.AwsPrincipalServiceNamesList, WellKnownKey.AwsSourceArn, WellKnownKey.AwsSourceAccount, WellKnownKey.AwsSourceOrgID, WellKnownKey.AwsSourceOrgPaths,
    ];

    private static readonly WellKnownKey[] OfEndpoints =
    [
        WellKnownKey.AwsSourceVpce, WellKnownKey.AwsSourceVpc, WellKnownKey.AwsVpcSourceIp, WellKnownKey.AwsVpceAccount, WellKnownKey.AwsVpceOrgID, WellKnownKey.AwsVpceOrgPaths,
    ];

    public static IReadOnlyList<string> Of(IReadOnlyList<Policy> policies, TrustedCallers trusted)
    {
        WellKnownKey[] missing =
        [
            .. trusted.Services.Count == 0 ? OfServices : [],
            .. trusted.Callers.Any(caller => caller.VpcEndpoints.Count > 0) ? [] : OfEndpoints,
        ];
        var keys = from policy in policies from statement in policy.Statements from condition in statement.Conditions
                   where missing.Contains(condition.Key.Known)
                   select condition.Key.Text;
        var services = policies.SelectMany(policy => policy.ServicePrincipals).Where(service => !trusted.Services.Contains(service));
        return [.. services.Distinct().Order(StringComparer.Ordinal), .. keys.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
    }
}
