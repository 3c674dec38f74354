using Kagimori.Policies;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Which resources the actions of KMS, IAM and STS are done to, and those of a few other services as far as it matters.</summary>
internal static class SimulatedActions
{
    // What a resource begins with, and the actions on it. An action can be in several rows, and one in the row "" is on none.
    private static readonly (string Prefix, string Actions)[] Iam =
    [
        ("user/", "AttachUserPolicy ChangePassword CreateAccessKey CreateLoginProfile CreateServiceSpecificCredential CreateUser DeactivateMFADevice DeleteAccessKey"
            + " DeleteLoginProfile DeleteServiceSpecificCredential DeleteSigningCertificate DeleteSSHPublicKey DeleteUser DeleteUserPermissionsBoundary DeleteUserPolicy DetachUserPolicy"
            + " EnableMFADevice GenerateServiceLastAccessedDetails GetAccessKeyLastUsed GetContextKeysForPrincipalPolicy GetLoginProfile GetMFADevice GetSSHPublicKey GetUser GetUserPolicy"
            + " ListAccessKeys ListAttachedUserPolicies ListGroupsForUser ListMFADevices ListPoliciesGrantingServiceAccess ListServiceSpecificCredentials ListSigningCertificates"
            + " ListSSHPublicKeys ListUserPolicies ListUserTags PutUserPermissionsBoundary PutUserPolicy ResetServiceSpecificCredential ResyncMFADevice SimulatePrincipalPolicy TagUser UntagUser"
            + " UpdateAccessKey UpdateLoginProfile UpdateServiceSpecificCredential UpdateSigningCertificate UpdateSSHPublicKey UpdateUser UploadSigningCertificate UploadSSHPublicKey"),
        ("group/", "AddUserToGroup AttachGroupPolicy CreateGroup DeleteGroup DeleteGroupPolicy DetachGroupPolicy GenerateServiceLastAccessedDetails GetContextKeysForPrincipalPolicy GetGroup"
            + " GetGroupPolicy ListAttachedGroupPolicies ListGroupPolicies ListPoliciesGrantingServiceAccess PutGroupPolicy RemoveUserFromGroup SimulatePrincipalPolicy UpdateGroup"),
        ("role/", "AttachRolePolicy CreateRole CreateServiceLinkedRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteServiceLinkedRole DetachRolePolicy"
            + " GenerateServiceLastAccessedDetails GetContextKeysForPrincipalPolicy GetRole GetRolePolicy GetServiceLinkedRoleDeletionStatus ListAttachedRolePolicies"
            + " ListPoliciesGrantingServiceAccess ListRolePolicies ListRoleTags PassRole PutRolePermissionsBoundary PutRolePolicy SimulatePrincipalPolicy TagRole UntagRole"
            + " UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription"),
        ("policy/", "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GenerateServiceLastAccessedDetails GetPolicy GetPolicyVersion ListEntitiesForPolicy ListPolicyTags"
            + " ListPolicyVersions SetDefaultPolicyVersion TagPolicy UntagPolicy"),
        ("instance-profile/", "AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile ListInstanceProfiles ListInstanceProfilesForRole ListInstanceProfileTags"
            + " RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile"),
        ("mfa/", "CreateVirtualMFADevice DeleteVirtualMFADevice ListMFADeviceTags TagMFADevice UntagMFADevice"),
        ("oidc-provider/", "AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider DeleteOpenIDConnectProvider GetOpenIDConnectProvider ListOpenIDConnectProviderTags"
            + " RemoveClientIDFromOpenIDConnectProvider TagOpenIDConnectProvider UntagOpenIDConnectProvider UpdateOpenIDConnectProviderThumbprint"),
        ("saml-provider/", "CreateSAMLProvider DeleteSAMLProvider GetSAMLProvider ListSAMLProviderTags TagSAMLProvider UntagSAMLProvider UpdateSAMLProvider"),
        ("server-certificate/", "DeleteServerCertificate GetServerCertificate ListServerCertificateTags TagServerCertificate UntagServerCertificate UpdateServerCertificate UploadServerCertificate"),
        ("", "CreateAccountAlias DeleteAccountAlias DeleteAccountPasswordPolicy GenerateCredentialReport GetAccountAuthorizationDetails GetAccountPasswordPolicy GetAccountSummary"
            + " GetContextKeysForCustomPolicy GetCredentialReport GetServiceLastAccessedDetails GetServiceLastAccessedDetailsWithEntities ListAccountAliases ListGroups"
            + " ListOpenIDConnectProviders ListPolicies ListRoles ListSAMLProviders ListServerCertificates ListUsers ListVirtualMFADevices SetSecurityTokenServicePreferences"
            + " SimulateCustomPolicy UpdateAccountPasswordPolicy"),
    ];

    private static readonly (string Prefix, string Actions)[] Sts =
    [
        ("role/", "AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity SetContext SetSourceIdentity TagSession"),
        ("user/", "GetFederationToken SetSourceIdentity TagSession"),
        ("", "DecodeAuthorizationMessage GetAccessKeyInfo GetCallerIdentity GetSessionToken"),
    ];

    private static readonly (string Prefix, string Actions)[] Kms =
    [
        ("key/", string.Join(' ', KmsActions.All.Where(action => action.IsOnKey).Select(action => action.Name))),
        ("alias/", "CreateAlias DeleteAlias UpdateAlias"),
        ("", string.Join(' ', KmsActions.All.Where(action => !action.IsOnKey).Select(action => action.Name))),
    ];

    // Of services that are not known action by action.
    private static readonly string[] WithoutResource =
        ["ec2:DescribeInstances", "lambda:GetAccountSettings", "lambda:ListFunctions", "s3:ListAllMyBuckets", "sqs:ListQueues"];

    // Of such services those that are asked about most.
    private static readonly string[] Common =
        ["ec2:RunInstances", "lambda:InvokeFunction", "s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "sqs:ReceiveMessage", "sqs:SendMessage"];

    private static readonly Dictionary<string, string[]> Known = Index();

    /// <summary>What the resources of an action begin with; none for an action without resources. Null when that is not known.</summary>
    public static IReadOnlyList<string>? ResourcePrefixes(string action) =>
        Known.TryGetValue(action, out var prefixes) ? prefixes : null;

    /// <summary>Whether it is certain that there is such an action.</summary>
    public static bool IsKnown(string action) => Known.ContainsKey(action) || Common.Contains(action, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it is certain that there is no such action.</summary>
    public static bool IsUnknown(string action) => action.AsSpan().ContainsAny('*', '?')
        || (action.Split(':')[0].ToLowerInvariant() is "iam" or "kms" or "sts" && !Known.ContainsKey(action));

    private static Dictionary<string, string[]> Index()
    {
        var rows = new[] { ("iam", Iam), ("sts", Sts), ("kms", Kms) };
        var pairs = from row in rows
                    from kind in row.Item2
                    from action in kind.Actions.Split(' ')
                    select (Action: $"{row.Item1}:{action}", kind.Prefix);
        return pairs.Concat(WithoutResource.Select(action => (Action: action, Prefix: ""))).GroupBy(pair => pair.Action, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Prefix).Where(prefix => prefix.Length > 0).ToArray(), StringComparer.OrdinalIgnoreCase);
    }
}
