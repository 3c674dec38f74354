namespace Kagimori.Policies;

/// <summary>How a grant's grantee reaches the caller: by account, by the role of its session, or as itself.</summary>
public enum GrantMatchClass { Account, RoleOfSession, Direct }
