using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>What became of a request to create an account.</summary>
internal sealed record AccountStatusElement(
    string Id, string AccountName, string State, DateTimeOffset RequestedTimestamp, DateTimeOffset? CompletedTimestamp, string? AccountId, string? FailureReason)
{
    public static AccountStatusElement Of(AccountRequestRecord request) => new(
        request.Id, request.AccountName, request.FailureReason is null ? "SUCCEEDED" : "FAILED", request.RequestedAt, request.RequestedAt, request.AccountId, request.FailureReason);
}
