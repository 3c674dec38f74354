using static Kagimori.Policies.WellKnownKey;

namespace Kagimori.Policies;

/// <summary>Which conditions turn "everyone" into somebody.</summary>
internal static class PublicAccess
{
    /// <summary>Whether the condition holds for known accounts, organizations, networks or principals only.</summary>
    /// <remarks>Tags do not count: every account can give its principals any tag. Nor does kms:ViaService: services act for everyone.</remarks>
    public static bool IsLimitedBy(LintCondition condition) => condition.RequiresAValue && condition.Values.All(value => Limits(condition.Key.Known, value.Value));

    private static bool Limits(WellKnownKey key, string value) => key switch
    {
        AwsPrincipalArn or AwsSourceArn or AwsSourceVpcArn => NamesAnAccount(value),
        AwsSourceIp or AwsVpcSourceIp => !value.EndsWith("/0", StringComparison.Ordinal),
        KmsCallerAccount or AwsPrincipalAccount or AwsSourceAccount or AwsPrincipalOrgID or AwsPrincipalOrgPaths or AwsSourceOrgID or AwsSourceOrgPaths
            or AwsSourceVpc or AwsSourceVpce or AwsVpceAccount or AwsVpceOrgID or AwsVpceOrgPaths or AwsUserid => value.AsSpan().Trim("*?").Length > 0,
        _ => false,
    };

    // An ARN without an account, such as a bucket's, limits when it is written out.
    private static bool NamesAnAccount(string arn) =>
        arn.Split(':', 6) is { Length: 6 } parts && !parts[4].AsSpan().ContainsAny('*', '?') && (parts[4].Length > 0 || !parts[5].AsSpan().ContainsAny('*', '?'));
}
