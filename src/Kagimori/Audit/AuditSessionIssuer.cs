namespace Kagimori.Audit;

/// <summary>CloudTrail's <c>sessionIssuer</c>.</summary>
/// <param name="Type"><c>Role</c>, <c>IAMUser</c> or <c>Root</c>.</param>
/// <param name="PrincipalId">Its unique id, such as <c>AROA…</c>.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="AccountId">Its account.</param>
/// <param name="UserName">Its name; null for the root user.</param>
public sealed record AuditSessionIssuer(string Type, string PrincipalId, string Arn, string AccountId, string? UserName);
