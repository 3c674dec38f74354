namespace Kagimori.Policies;

/// <summary>The kind of policy that allowed or denied, or that an implicitly denied request lacked.</summary>
public enum DecidedBy
{
    None,
    IdentityPolicy,
    ResourcePolicy,
    PermissionsBoundary,
    SessionPolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    EndpointPolicy,
    TrustPolicy,
    Grant,
    RootUser,

    /// <summary>The action cannot be used on another account's resource, whatever the policies say.</summary>
    CrossAccountRule,
}
