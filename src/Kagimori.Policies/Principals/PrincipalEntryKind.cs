namespace Kagimori.Policies;

/// <summary>The forms a principal takes in a policy.</summary>
public enum PrincipalEntryKind
{
    Everyone,
    Account,
    User,
    Role,
    RoleSession,
    FederatedUser,
    Service,

    /// <summary>AIDA…: a user bound by its unique id.</summary>
    UserId,

    /// <summary>AROA…: a role bound by its unique id.</summary>
    RoleId,

    /// <summary>AROA…:name: one session of a role.</summary>
    RoleSessionId,

    /// <summary>An identity provider: whoever bears a token of it.</summary>
    IdentityProvider,

    /// <summary>A canonical user id of S3; no caller of this product is one.</summary>
    CanonicalUser,
}
