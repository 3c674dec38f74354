namespace Kagimori.Policies;

/// <summary>The way on which an allowed request was allowed.</summary>
public enum AllowPath
{
    None,

    /// <summary>The resource's policy or a grant names the caller.</summary>
    Direct,

    /// <summary>The resource's policy or a grant names the role or user of the session.</summary>
    SessionIssuer,

    /// <summary>The resource's policy or a grant names the account, and the caller's own policies allow.</summary>
    Delegated,

    /// <summary>The caller's own policies allow and no resource policy is needed.</summary>
    Identity,

    /// <summary>The resource's owner and the caller's account both allow.</summary>
    CrossAccount,
}
