namespace Kagimori.Audit;

/// <summary>CloudTrail's <c>sessionContext</c>: where temporary credentials came from.</summary>
/// <param name="CreationDate">When they were issued.</param>
/// <param name="MfaAuthenticated">Whether an MFA device was used to get them.</param>
/// <param name="Issuer">The role (or user) they were issued for; null for GetSessionToken, which has none.</param>
/// <param name="SourceIdentity">The source identity set when the role was assumed; null when none was.</param>
public sealed record AuditSession(
    DateTimeOffset CreationDate, bool MfaAuthenticated, AuditSessionIssuer? Issuer = null, string? SourceIdentity = null);
