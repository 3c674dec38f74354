namespace Kagimori.Policies;

/// <summary>A grant that already covers the key, the operation and the constraints of the request.</summary>
/// <param name="IssuerIsCallerAccount">Whether the caller's own account issued it, which lends the caller's side of a cross-account request.</param>
public readonly record struct ResourceGrant(GrantMatchClass Class, bool IssuerIsCallerAccount);
