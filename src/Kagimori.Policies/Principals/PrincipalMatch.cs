namespace Kagimori.Policies;

/// <summary>How a principal element reaches the caller; the order is the order of strength.</summary>
public enum PrincipalMatch
{
    None,

    /// <summary>The caller's account: a delegation to the account's own policies.</summary>
    Account,

    /// <summary>The role or user that the session comes from: still limited by boundary and session policy.</summary>
    SessionIssuer,

    /// <summary>This very caller: implicit denies elsewhere in its account do not matter.</summary>
    Direct,
}
