namespace Kagimori.Organizations;

/// <summary>Which organization an account is in: an account is in one at most.</summary>
public sealed record MembershipRecord(string OrganizationId);
