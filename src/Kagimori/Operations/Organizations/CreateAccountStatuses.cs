using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Tells what became of requests to create an account: of one, or of all.</summary>
internal static class CreateAccountStatuses
{
    public static readonly Shape<CreateAccountRequestIdRequest> DescribeShape = new(
        Kms.Text<CreateAccountRequestIdRequest>("CreateAccountRequestId", r => r.CreateAccountRequestId, Orgs.CreateAccountRequestIdType, isRequired: true));

    public static readonly Shape<ListCreateAccountStatusRequest> ListShape = new(
        Kms.List<ListCreateAccountStatusRequest>("States", r => r.States, Orgs.CreateAccountStates),
        Orgs.NextToken<ListCreateAccountStatusRequest>(r => r.NextToken), Orgs.MaxResults<ListCreateAccountStatusRequest>(r => r.MaxResults));

    public static Outcome<CreateAccountStatusResponse> Describe(OrganizationCall call, CreateAccountRequestIdRequest request) =>
        call.Organization.AccountRequests.FirstOrDefault(made => made.Id == request.CreateAccountRequestId) is { } found
            ? new CreateAccountStatusResponse(AccountStatusElement.Of(found)) : OrganizationRefusals.AccountRequestNotFound();

    public static Outcome<ListCreateAccountStatusResponse> List(OrganizationCall call, ListCreateAccountStatusRequest request)
    {
        var statuses = call.Organization.AccountRequests.Select(AccountStatusElement.Of)
            .Where(status => request.States is not { Count: > 0 } states || states.Contains(status.State));
        return ListPage.Cut(statuses, status => status.Id, request.MaxResults, request.NextToken, (items, next) => new ListCreateAccountStatusResponse(items, next));
    }
}

internal sealed record CreateAccountRequestIdRequest
{
    public string? CreateAccountRequestId { get; set; }
}

internal sealed record ListCreateAccountStatusRequest
{
    public IReadOnlyList<string?>? States { get; set; }

    public string? NextToken { get; set; }

    public int? MaxResults { get; set; }
}

internal sealed record ListCreateAccountStatusResponse(IReadOnlyList<AccountStatusElement> CreateAccountStatuses, string? NextToken);
