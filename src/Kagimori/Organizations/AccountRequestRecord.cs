namespace Kagimori.Organizations;

/// <summary>What became of a request to create an account.</summary>
/// <param name="Id">car- and 32 characters.</param>
/// <param name="AccountId">Null when it failed.</param>
/// <param name="FailureReason">Null when it succeeded.</param>
public sealed record AccountRequestRecord(string Id, string AccountName, DateTimeOffset RequestedAt, string? AccountId, string? FailureReason);
