using System.Collections.Frozen;

namespace Kagimori.Policies;

/// <summary>The table of condition keys: global keys, then STS, IAM and KMS.</summary>
/// <remarks>Names compare without regard to case. Whether a key is multivalued belongs to the key, not to a request.</remarks>
internal static class WellKnownKeys
{
    public static readonly IReadOnlyList<WellKnownKeyFacts> All =
    [
        new(WellKnownKey.AwsPrincipalArn, "aws:PrincipalArn", ConditionKeyType.Arn),
        new(WellKnownKey.AwsPrincipalAccount, "aws:PrincipalAccount", ConditionKeyType.String),
        new(WellKnownKey.AwsPrincipalOrgID, "aws:PrincipalOrgID", ConditionKeyType.String),
        new(WellKnownKey.AwsPrincipalOrgPaths, "aws:PrincipalOrgPaths", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsPrincipalTag, "aws:PrincipalTag/", ConditionKeyType.String, IsFamily: true),
        new(WellKnownKey.AwsPrincipalType, "aws:PrincipalType", ConditionKeyType.String),
        new(WellKnownKey.AwsPrincipalIsAWSService, "aws:PrincipalIsAWSService", ConditionKeyType.Bool),
        new(WellKnownKey.AwsPrincipalServiceName, "aws:PrincipalServiceName", ConditionKeyType.String),
        new(WellKnownKey.AwsPrincipalServiceNamesList, "aws:PrincipalServiceNamesList", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsUserid, "aws:userid", ConditionKeyType.String),
        new(WellKnownKey.AwsUsername, "aws:username", ConditionKeyType.String),
        new(WellKnownKey.AwsSourceIp, "aws:SourceIp", ConditionKeyType.IpAddress),
        new(WellKnownKey.AwsVpcSourceIp, "aws:VpcSourceIp", ConditionKeyType.IpAddress),
        new(WellKnownKey.AwsSourceVpc, "aws:SourceVpc", ConditionKeyType.String),
        new(WellKnownKey.AwsSourceVpcArn, "aws:SourceVpcArn", ConditionKeyType.Arn),
        new(WellKnownKey.AwsSourceVpce, "aws:SourceVpce", ConditionKeyType.String),
        new(WellKnownKey.AwsVpceAccount, "aws:VpceAccount", ConditionKeyType.String),
        new(WellKnownKey.AwsVpceOrgID, "aws:VpceOrgID", ConditionKeyType.String),
        new(WellKnownKey.AwsVpceOrgPaths, "aws:VpceOrgPaths", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsSecureTransport, "aws:SecureTransport", ConditionKeyType.Bool),
        new(WellKnownKey.AwsCurrentTime, "aws:CurrentTime", ConditionKeyType.Date),
        new(WellKnownKey.AwsEpochTime, "aws:EpochTime", ConditionKeyType.Date),
        new(WellKnownKey.AwsMultiFactorAuthPresent, "aws:MultiFactorAuthPresent", ConditionKeyType.Bool),
        new(WellKnownKey.AwsMultiFactorAuthAge, "aws:MultiFactorAuthAge", ConditionKeyType.Numeric),
        new(WellKnownKey.AwsTokenIssueTime, "aws:TokenIssueTime", ConditionKeyType.Date),
        new(WellKnownKey.AwsFederatedProvider, "aws:FederatedProvider", ConditionKeyType.String),
        new(WellKnownKey.AwsSourceIdentity, "aws:SourceIdentity", ConditionKeyType.String),
        new(WellKnownKey.AwsAssumedRoot, "aws:AssumedRoot", ConditionKeyType.String),
        new(WellKnownKey.AwsEc2InstanceSourceVpc, "aws:Ec2InstanceSourceVpc", ConditionKeyType.String),
        new(WellKnownKey.AwsEc2InstanceSourcePrivateIPv4, "aws:Ec2InstanceSourcePrivateIPv4", ConditionKeyType.IpAddress),
        new(WellKnownKey.AwsRequestTag, "aws:RequestTag/", ConditionKeyType.String, IsFamily: true),
        new(WellKnownKey.AwsTagKeys, "aws:TagKeys", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsResourceTag, "aws:ResourceTag/", ConditionKeyType.String, IsFamily: true),
        new(WellKnownKey.AwsResourceAccount, "aws:ResourceAccount", ConditionKeyType.String),
        new(WellKnownKey.AwsResourceOrgID, "aws:ResourceOrgID", ConditionKeyType.String),
        new(WellKnownKey.AwsResourceOrgPaths, "aws:ResourceOrgPaths", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsRequestedRegion, "aws:RequestedRegion", ConditionKeyType.String),
        new(WellKnownKey.AwsCalledVia, "aws:CalledVia", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsCalledViaFirst, "aws:CalledViaFirst", ConditionKeyType.String),
        new(WellKnownKey.AwsCalledViaLast, "aws:CalledViaLast", ConditionKeyType.String),
        new(WellKnownKey.AwsViaAWSService, "aws:ViaAWSService", ConditionKeyType.Bool),
        new(WellKnownKey.AwsSourceArn, "aws:SourceArn", ConditionKeyType.Arn),
        new(WellKnownKey.AwsSourceAccount, "aws:SourceAccount", ConditionKeyType.String),
        new(WellKnownKey.AwsSourceOrgID, "aws:SourceOrgID", ConditionKeyType.String),
        new(WellKnownKey.AwsSourceOrgPaths, "aws:SourceOrgPaths", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.AwsUserAgent, "aws:UserAgent", ConditionKeyType.String),
        new(WellKnownKey.AwsReferer, "aws:referer", ConditionKeyType.String),
        new(WellKnownKey.StsExternalId, "sts:ExternalId", ConditionKeyType.String),
        new(WellKnownKey.StsRoleSessionName, "sts:RoleSessionName", ConditionKeyType.String),
        new(WellKnownKey.StsTransitiveTagKeys, "sts:TransitiveTagKeys", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.StsSourceIdentity, "sts:SourceIdentity", ConditionKeyType.String),
        new(WellKnownKey.IamPolicyARN, "iam:PolicyARN", ConditionKeyType.Arn),
        new(WellKnownKey.IamPermissionsBoundary, "iam:PermissionsBoundary", ConditionKeyType.Arn),
        new(WellKnownKey.IamPassedToService, "iam:PassedToService", ConditionKeyType.String),
        new(WellKnownKey.IamResourceTag, "iam:ResourceTag/", ConditionKeyType.String, IsFamily: true),
        new(WellKnownKey.IamAWSServiceName, "iam:AWSServiceName", ConditionKeyType.String),
        new(WellKnownKey.KmsBypassPolicyLockoutSafetyCheck, "kms:BypassPolicyLockoutSafetyCheck", ConditionKeyType.Bool),
        new(WellKnownKey.KmsCallerAccount, "kms:CallerAccount", ConditionKeyType.String),
        new(WellKnownKey.KmsCustomerMasterKeySpec, "kms:CustomerMasterKeySpec", ConditionKeyType.String),
        new(WellKnownKey.KmsCustomerMasterKeyUsage, "kms:CustomerMasterKeyUsage", ConditionKeyType.String),
        new(WellKnownKey.KmsDataKeyPairSpec, "kms:DataKeyPairSpec", ConditionKeyType.String),
        new(WellKnownKey.KmsEncryptionAlgorithm, "kms:EncryptionAlgorithm", ConditionKeyType.String),
        new(WellKnownKey.KmsEncryptionContext, "kms:EncryptionContext:", ConditionKeyType.String, IsFamily: true),
        new(WellKnownKey.KmsEncryptionContextKeys, "kms:EncryptionContextKeys", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.KmsExpirationModel, "kms:ExpirationModel", ConditionKeyType.String),
        new(WellKnownKey.KmsGrantConstraintSourceArn, "kms:GrantConstraintSourceArn", ConditionKeyType.Arn),
        new(WellKnownKey.KmsGrantConstraintType, "kms:GrantConstraintType", ConditionKeyType.String),
        new(WellKnownKey.KmsGrantIsForAWSResource, "kms:GrantIsForAWSResource", ConditionKeyType.Bool),
        new(WellKnownKey.KmsGrantOperations, "kms:GrantOperations", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.KmsGranteePrincipal, "kms:GranteePrincipal", ConditionKeyType.String),
        new(WellKnownKey.KmsGranteeServicePrincipal, "kms:GranteeServicePrincipal", ConditionKeyType.String),
        new(WellKnownKey.KmsKeyAgreementAlgorithm, "kms:KeyAgreementAlgorithm", ConditionKeyType.String),
        new(WellKnownKey.KmsKeyOrigin, "kms:KeyOrigin", ConditionKeyType.String),
        new(WellKnownKey.KmsKeySpec, "kms:KeySpec", ConditionKeyType.String),
        new(WellKnownKey.KmsKeyUsage, "kms:KeyUsage", ConditionKeyType.String),
        new(WellKnownKey.KmsMacAlgorithm, "kms:MacAlgorithm", ConditionKeyType.String),
        new(WellKnownKey.KmsMessageType, "kms:MessageType", ConditionKeyType.String),
        new(WellKnownKey.KmsMultiRegion, "kms:MultiRegion", ConditionKeyType.Bool),
        new(WellKnownKey.KmsMultiRegionKeyType, "kms:MultiRegionKeyType", ConditionKeyType.String),
        new(WellKnownKey.KmsPrimaryRegion, "kms:PrimaryRegion", ConditionKeyType.String),
        new(WellKnownKey.KmsReEncryptOnSameKey, "kms:ReEncryptOnSameKey", ConditionKeyType.Bool),
        new(WellKnownKey.KmsRecipientAttestation, "kms:RecipientAttestation:", ConditionKeyType.String, IsFamily: true),
        new(WellKnownKey.KmsReplicaRegion, "kms:ReplicaRegion", ConditionKeyType.String),
        new(WellKnownKey.KmsRequestAlias, "kms:RequestAlias", ConditionKeyType.String),
        new(WellKnownKey.KmsResourceAliases, "kms:ResourceAliases", ConditionKeyType.String, IsMultivalued: true),
        new(WellKnownKey.KmsRetiringPrincipal, "kms:RetiringPrincipal", ConditionKeyType.String),
        new(WellKnownKey.KmsRetiringServicePrincipal, "kms:RetiringServicePrincipal", ConditionKeyType.String),
        new(WellKnownKey.KmsRotationPeriodInDays, "kms:RotationPeriodInDays", ConditionKeyType.Numeric),
        new(WellKnownKey.KmsScheduleKeyDeletionPendingWindowInDays, "kms:ScheduleKeyDeletionPendingWindowInDays", ConditionKeyType.Numeric),
        new(WellKnownKey.KmsSigningAlgorithm, "kms:SigningAlgorithm", ConditionKeyType.String),
        new(WellKnownKey.KmsTrailingDaysWithoutKeyUsage, "kms:TrailingDaysWithoutKeyUsage", ConditionKeyType.Numeric),
        new(WellKnownKey.KmsValidTo, "kms:ValidTo", ConditionKeyType.Date),
        new(WellKnownKey.KmsViaService, "kms:ViaService", ConditionKeyType.String),
        new(WellKnownKey.KmsWrappingAlgorithm, "kms:WrappingAlgorithm", ConditionKeyType.String),
        new(WellKnownKey.KmsWrappingKeySpec, "kms:WrappingKeySpec", ConditionKeyType.String),
    ];

    private static readonly FrozenDictionary<string, WellKnownKeyFacts> Names =
        All.Where(key => !key.IsFamily).ToFrozenDictionary(key => key.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly WellKnownKeyFacts[] Families = [.. All.Where(key => key.IsFamily)];

    public static WellKnownKeyFacts? Find(string name)
    {
        if (Names.TryGetValue(name, out var facts)) return facts;
        foreach (var family in Families)
            if (name.Length > family.Name.Length && name.StartsWith(family.Name, StringComparison.OrdinalIgnoreCase))
                return family;
        return null;
    }

    public static WellKnownKeyFacts Of(WellKnownKey key) => All[(int)key - 1];
}
