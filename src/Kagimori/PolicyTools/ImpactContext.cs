using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Organizations;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>What is known of a request before it is made: who calls which way, which key, which action. Times, addresses and parameters are not.</summary>
internal sealed class ImpactContext(
    ImpactPrincipal caller, ImpactWay way, KmsAction action, KeyRecord key, IReadOnlyList<string> aliases, OrganizationSet organizations) : IConditionContext
{
    private const string True = "true", False = "false";

    private readonly Region _region = Region.Parse(key.Region);
    private readonly AccountControls? _ofCaller = organizations.Find(caller.Principal.AccountId);
    private readonly AccountControls? _ofKey = organizations.Find(key.Account);

    /// <summary>Whether <see cref="TryGet"/> tells the whole truth about a key; what it does not know is left to the request.</summary>
    public bool Knows(ConditionKey conditionKey) => conditionKey.Known switch
    {
        WellKnownKey.Unknown or WellKnownKey.AwsSourceVpcArn => true, // no request has it
        _ when way.Said.TryGet(conditionKey.Known, _region, organizations, out _) is not null => way.Knows(conditionKey.Known),
        WellKnownKey.AwsPrincipalArn or WellKnownKey.AwsPrincipalAccount or WellKnownKey.AwsPrincipalType
            or WellKnownKey.AwsPrincipalOrgID or WellKnownKey.AwsPrincipalOrgPaths or WellKnownKey.AwsResourceOrgID or WellKnownKey.AwsResourceOrgPaths
            or WellKnownKey.AwsUsername or WellKnownKey.AwsResourceAccount or WellKnownKey.AwsRequestedRegion or WellKnownKey.AwsResourceTag => true,
        WellKnownKey.AwsPrincipalTag => !caller.IsRole,
        WellKnownKey.AwsUserid => !caller.IsAnySession,
        WellKnownKey.KmsCallerAccount or WellKnownKey.KmsKeySpec or WellKnownKey.KmsCustomerMasterKeySpec or WellKnownKey.KmsKeyUsage
            or WellKnownKey.KmsCustomerMasterKeyUsage or WellKnownKey.KmsKeyOrigin or WellKnownKey.KmsMultiRegion or WellKnownKey.KmsMultiRegionKeyType
            or WellKnownKey.KmsResourceAliases or WellKnownKey.KmsGrantIsForAWSResource => true,
        WellKnownKey.AwsRequestTag or WellKnownKey.AwsTagKeys or >= WellKnownKey.KmsBypassPolicyLockoutSafetyCheck => !action.Supplies(conditionKey),
        _ => false,
    };

    public bool TryGet(ConditionKey conditionKey, out ConditionValues values)
    {
        if (way.Said.TryGet(conditionKey.Known, _region, organizations, out values) is { } present) return present;
        if (conditionKey.IsMultivalued)
        {
            var list = FindList(conditionKey.Known);
            values = list is null ? default : new ConditionValues(list);
            return list is not null;
        }
        var value = Find(conditionKey);
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    private IReadOnlyList<string>? FindList(WellKnownKey known) => known switch
    {
        WellKnownKey.KmsResourceAliases => aliases.Count > 0 ? aliases : null,
        WellKnownKey.AwsPrincipalOrgPaths => _ofCaller?.Paths,
        WellKnownKey.AwsResourceOrgPaths => _ofKey?.Paths,
        _ => null,
    };

    private string? Find(ConditionKey conditionKey) => conditionKey.Known switch
    {
        WellKnownKey.AwsPrincipalArn => caller.IsRole ? caller.Principal.IssuerArn : caller.Principal.Arn,
        WellKnownKey.AwsPrincipalAccount or WellKnownKey.KmsCallerAccount => caller.Principal.AccountId,
        WellKnownKey.AwsPrincipalOrgID => _ofCaller?.OrganizationId,
        WellKnownKey.AwsResourceOrgID => _ofKey?.OrganizationId,
        WellKnownKey.AwsPrincipalType => caller.Principal.Type == PrincipalType.Root ? "Account" : caller.Principal.Type.ToString(),
        WellKnownKey.AwsPrincipalTag => caller.IsRole ? null : caller.Tags.GetValueOrDefault(conditionKey.Suffix!),
        WellKnownKey.AwsUserid => caller.IsAnySession ? null : caller.Principal.UniqueId,
        WellKnownKey.AwsUsername => caller.UserName,
        WellKnownKey.AwsResourceAccount => key.Account,
        WellKnownKey.AwsRequestedRegion => key.Region,
        WellKnownKey.AwsResourceTag => key.Tags.FirstOrDefault(tag => string.Equals(tag.Key, conditionKey.Suffix, StringComparison.OrdinalIgnoreCase))?.Value,
        WellKnownKey.KmsKeySpec or WellKnownKey.KmsCustomerMasterKeySpec => key.Spec,
        WellKnownKey.KmsKeyUsage or WellKnownKey.KmsCustomerMasterKeyUsage => key.Usage,
        WellKnownKey.KmsKeyOrigin => key.Origin,
        WellKnownKey.KmsMultiRegion => key.MultiRegion is null ? False : True,
        WellKnownKey.KmsMultiRegionKeyType => key.MultiRegionKeyType,
        WellKnownKey.KmsGrantIsForAWSResource => !action.Supplies(conditionKey) ? null : way.Said.CalledVia.Count > 0 ? True : False,
        _ => null,
    };
}
