namespace Kagimori.Organizations;

/// <summary>An account of an organization.</summary>
/// <param name="ParentId">The root or the unit that it is in.</param>
/// <param name="JoinedMethod">CREATED or INVITED.</param>
public sealed record MemberRecord(string Id, string Name, string Email, string ParentId, string JoinedMethod, DateTimeOffset JoinedAt)
{
    public const string Created = "CREATED";
    public const string Invited = "INVITED";

    /// <summary>An account that was not made by an organization has told no name and no address.</summary>
    public static MemberRecord Of(string account, string parent, string joinedMethod, DateTimeOffset now) =>
        new(account, account, $"{account}@example.com", parent, joinedMethod, now);
}
