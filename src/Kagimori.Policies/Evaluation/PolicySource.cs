namespace Kagimori.Policies;

/// <summary>Where a policy is attached.</summary>
public enum PolicySource
{
    UserInline,
    UserManaged,
    GroupInline,
    GroupManaged,
    RoleInline,
    RoleManaged,
    PermissionsBoundary,
    SessionInline,
    SessionManaged,
    KeyPolicy,
    TrustPolicy,
    ResourcePolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    EndpointPolicy,
}
