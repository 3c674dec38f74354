using System.Text.Json.Serialization.Metadata;
using Kagimori.Operations.Organizations;
using Kagimori.Wire;
using Json = Kagimori.Operations.OrganizationJson;

namespace Kagimori.Operations;

/// <summary>The operations of AWS Organizations, a row each. All but a few are the management account's.</summary>
internal static class OrganizationOperations
{
    public static IEnumerable<Operation> Rows => [.. Organizations, .. Units, .. Accounts, .. Handshakes, .. Policies, .. Tags];

    private static IEnumerable<Operation> Organizations =>
    [
        Row<CreateOrganizationRequest, OrganizationResponse>("CreateOrganization", CreateOrganization.Shape, Json.Default.CreateOrganizationRequest, Json.Default.OrganizationResponse,
            CreateOrganization.PerformAsync),
        Row<NoRequest, OrganizationResponse>("DescribeOrganization", NoRequest.Shape, Json.Default.NoRequest, Json.Default.OrganizationResponse,
            static (x, _) => new(DescribeOrganization.Perform(x)), isReadOnly: true),
        Managed<NoRequest, NoResponse>("DeleteOrganization", NoRequest.Shape, Json.Default.NoRequest, null, static (x, _) => DeleteOrganization.PerformAsync(x)),
        Managed<ListPageRequest, ListRootsResponse>("ListRoots", ListRoots.Shape, Json.Default.ListPageRequest, Json.Default.ListRootsResponse,
            static (x, r) => new(ListRoots.Perform(x, r)), isReadOnly: true),
    ];

    private static IEnumerable<Operation> Units =>
    [
        Managed<CreateOrganizationalUnitRequest, OrganizationalUnitResponse>("CreateOrganizationalUnit", CreateOrganizationalUnit.Shape,
            Json.Default.CreateOrganizationalUnitRequest, Json.Default.OrganizationalUnitResponse, static (x, r) => new(CreateOrganizationalUnit.Perform(x, r)), static r => [r.ParentId]),
        Managed<UpdateOrganizationalUnitRequest, OrganizationalUnitResponse>("UpdateOrganizationalUnit", UpdateOrganizationalUnit.Shape,
            Json.Default.UpdateOrganizationalUnitRequest, Json.Default.OrganizationalUnitResponse, static (x, r) => new(UpdateOrganizationalUnit.Perform(x, r)), static r => [r.OrganizationalUnitId]),
        Managed<OrganizationalUnitIdRequest, OrganizationalUnitResponse>("DescribeOrganizationalUnit", DescribeOrganizationalUnit.Shape,
            Json.Default.OrganizationalUnitIdRequest, Json.Default.OrganizationalUnitResponse, static (x, r) => new(DescribeOrganizationalUnit.Perform(x, r)),
            static r => [r.OrganizationalUnitId], isReadOnly: true),
        Managed<OrganizationalUnitIdRequest, NoResponse>("DeleteOrganizationalUnit", DescribeOrganizationalUnit.Shape,
            Json.Default.OrganizationalUnitIdRequest, null, static (x, r) => new(DeleteOrganizationalUnit.Perform(x, r)), static r => [r.OrganizationalUnitId]),
        Managed<ParentPageRequest, OrganizationalUnitsResponse>("ListOrganizationalUnitsForParent", ListOrganizationalUnitsForParent.Shape,
            Json.Default.ParentPageRequest, Json.Default.OrganizationalUnitsResponse, static (x, r) => new(ListOrganizationalUnitsForParent.Perform(x, r)), static r => [r.ParentId], isReadOnly: true),
        Managed<ListParentsRequest, ListParentsResponse>("ListParents", ListParents.Shape, Json.Default.ListParentsRequest, Json.Default.ListParentsResponse,
            static (x, r) => new(ListParents.Perform(x, r)), static r => [r.ChildId], isReadOnly: true),
        Managed<ListChildrenRequest, ListChildrenResponse>("ListChildren", ListChildren.Shape, Json.Default.ListChildrenRequest, Json.Default.ListChildrenResponse,
            static (x, r) => new(ListChildren.Perform(x, r)), static r => [r.ParentId], isReadOnly: true),
    ];

    private static IEnumerable<Operation> Accounts =>
    [
        Managed<CreateAccountRequest, CreateAccountStatusResponse>("CreateAccount", CreateAccount.Shape, Json.Default.CreateAccountRequest, Json.Default.CreateAccountStatusResponse,
            CreateAccount.PerformAsync),
        Managed<CreateAccountRequestIdRequest, CreateAccountStatusResponse>("DescribeCreateAccountStatus", CreateAccountStatuses.DescribeShape,
            Json.Default.CreateAccountRequestIdRequest, Json.Default.CreateAccountStatusResponse, static (x, r) => new(CreateAccountStatuses.Describe(x, r)), isReadOnly: true),
        Managed<ListCreateAccountStatusRequest, ListCreateAccountStatusResponse>("ListCreateAccountStatus", CreateAccountStatuses.ListShape,
            Json.Default.ListCreateAccountStatusRequest, Json.Default.ListCreateAccountStatusResponse, static (x, r) => new(CreateAccountStatuses.List(x, r)), isReadOnly: true),
        Managed<AccountIdRequest, DescribeAccountResponse>("DescribeAccount", DescribeAccount.Shape, Json.Default.AccountIdRequest, Json.Default.DescribeAccountResponse,
            static (x, r) => new(DescribeAccount.Perform(x, r)), static r => [r.AccountId], isReadOnly: true),
        Managed<ListPageRequest, AccountsResponse>("ListAccounts", ListRoots.Shape, Json.Default.ListPageRequest, Json.Default.AccountsResponse,
            static (x, r) => new(ListAccounts.Perform(x, r)), isReadOnly: true),
        Managed<ParentPageRequest, AccountsResponse>("ListAccountsForParent", ListOrganizationalUnitsForParent.Shape, Json.Default.ParentPageRequest, Json.Default.AccountsResponse,
            static (x, r) => new(ListAccounts.PerformForParent(x, r)), static r => [r.ParentId], isReadOnly: true),
        Managed<MoveAccountRequest, NoResponse>("MoveAccount", MoveAccount.Shape, Json.Default.MoveAccountRequest, null,
            static (x, r) => new(MoveAccount.Perform(x, r)), static r => [r.AccountId, r.SourceParentId, r.DestinationParentId]),
        Managed<AccountIdRequest, NoResponse>("RemoveAccountFromOrganization", DescribeAccount.Shape, Json.Default.AccountIdRequest, null,
            RemoveAccountFromOrganization.PerformAsync, static r => [r.AccountId]),
        Row<NoRequest, NoResponse>("LeaveOrganization", NoRequest.Shape, Json.Default.NoRequest, null, static (x, _) => RemoveAccountFromOrganization.LeaveAsync(x)),
    ];

    private static IEnumerable<Operation> Handshakes =>
    [
        Managed<InviteAccountRequest, HandshakeResponse>("InviteAccountToOrganization", InviteAccountToOrganization.Shape,
            Json.Default.InviteAccountRequest, Json.Default.HandshakeResponse, InviteAccountToOrganization.PerformAsync),
        OnHandshake("AcceptHandshake", AnswerHandshake.AcceptAsync),
        OnHandshake("DeclineHandshake", static x => new(AnswerHandshake.Decline(x))),
        OnHandshake("CancelHandshake", static x => new(AnswerHandshake.Cancel(x))),
        OnHandshake("DescribeHandshake", static x => new(AnswerHandshake.Describe(x)), isReadOnly: true),
    ];

    private static IEnumerable<Operation> Policies =>
    [
        Managed<PolicyTypeRequest, RootResponse>("EnablePolicyType", PolicyTypes.Shape, Json.Default.PolicyTypeRequest, Json.Default.RootResponse,
            static (x, r) => new(PolicyTypes.Enable(x, r)), static r => [r.RootId]),
        Managed<PolicyTypeRequest, RootResponse>("DisablePolicyType", PolicyTypes.Shape, Json.Default.PolicyTypeRequest, Json.Default.RootResponse,
            PolicyTypes.DisableAsync, static r => [r.RootId]),
        Managed<CreateOrganizationPolicyRequest, OrganizationPolicyResponse>("CreatePolicy", CreateOrganizationPolicy.Shape,
            Json.Default.CreateOrganizationPolicyRequest, Json.Default.OrganizationPolicyResponse, CreateOrganizationPolicy.PerformAsync),
        Managed<UpdateOrganizationPolicyRequest, OrganizationPolicyResponse>("UpdatePolicy", UpdateOrganizationPolicy.Shape,
            Json.Default.UpdateOrganizationPolicyRequest, Json.Default.OrganizationPolicyResponse, UpdateOrganizationPolicy.PerformAsync, static r => [r.PolicyId]),
        Managed<PolicyIdRequest, OrganizationPolicyResponse>("DescribePolicy", DescribeOrganizationPolicy.Shape, Json.Default.PolicyIdRequest, Json.Default.OrganizationPolicyResponse,
            DescribeOrganizationPolicy.PerformAsync, static r => [r.PolicyId], isReadOnly: true),
        Managed<PolicyIdRequest, NoResponse>("DeletePolicy", DescribeOrganizationPolicy.Shape, Json.Default.PolicyIdRequest, null,
            DeleteOrganizationPolicy.PerformAsync, static r => [r.PolicyId]),
        Managed<ListOrganizationPoliciesRequest, OrganizationPoliciesResponse>("ListPolicies", ListOrganizationPolicies.Shape,
            Json.Default.ListOrganizationPoliciesRequest, Json.Default.OrganizationPoliciesResponse, ListOrganizationPolicies.PerformAsync, isReadOnly: true),
        Managed<PolicyTargetRequest, NoResponse>("AttachPolicy", AttachPolicy.Shape, Json.Default.PolicyTargetRequest, null, AttachPolicy.PerformAsync, static r => [r.PolicyId, r.TargetId]),
        Managed<PolicyTargetRequest, NoResponse>("DetachPolicy", AttachPolicy.Shape, Json.Default.PolicyTargetRequest, null, DetachPolicy.PerformAsync, static r => [r.PolicyId, r.TargetId]),
        Managed<ListPoliciesForTargetRequest, OrganizationPoliciesResponse>("ListPoliciesForTarget", ListOrganizationPolicies.ForTargetShape,
            Json.Default.ListPoliciesForTargetRequest, Json.Default.OrganizationPoliciesResponse, ListOrganizationPolicies.PerformForTargetAsync, static r => [r.TargetId], isReadOnly: true),
        Managed<ListTargetsForPolicyRequest, ListTargetsForPolicyResponse>("ListTargetsForPolicy", ListTargetsForPolicy.Shape,
            Json.Default.ListTargetsForPolicyRequest, Json.Default.ListTargetsForPolicyResponse, ListTargetsForPolicy.PerformAsync, static r => [r.PolicyId], isReadOnly: true),
    ];

    private static IEnumerable<Operation> Tags =>
    [
        Managed<TagOrganizationResourceRequest, NoResponse>("TagResource", OrganizationTags.TagShape, Json.Default.TagOrganizationResourceRequest, null,
            OrganizationTags.TagAsync, static r => [r.ResourceId]),
        Managed<UntagOrganizationResourceRequest, NoResponse>("UntagResource", OrganizationTags.UntagShape, Json.Default.UntagOrganizationResourceRequest, null,
            OrganizationTags.UntagAsync, static r => [r.ResourceId]),
        Managed<ListOrganizationTagsRequest, OrganizationTagsResponse>("ListTagsForResource", OrganizationTags.ListShape,
            Json.Default.ListOrganizationTagsRequest, Json.Default.OrganizationTagsResponse, OrganizationTags.ListAsync, static r => [r.ResourceId], isReadOnly: true),
    ];

    /// <summary>An operation on the organization that the caller's account manages.</summary>
    /// <param name="ids">What the request names, each of which must be allowed; null for operations without a resource.</param>
    private static JsonOperation<TRequest, TResponse> Managed<TRequest, TResponse>(
        string name, Shape<TRequest> shape, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse>? response,
        Func<OrganizationCall, TRequest, ValueTask<Outcome<TResponse>>> perform, Func<TRequest, IReadOnlyList<string?>>? ids = null, bool isReadOnly = false)
        where TRequest : class where TResponse : class => new(name, shape, request, response, Service.Organizations)
        {
            Resolve = (x, r) => OrganizationCall.ResolveAsync(x, ids?.Invoke(r) ?? []),
            Perform = (x, r) =>
            {
                var call = OrganizationCall.Of(x);
                return call.Value is { } mine ? perform(mine, r) : new(call.Refusal!);
            },
            IsReadOnly = isReadOnly,
        };

    /// <summary>An operation that any account may ask for.</summary>
    private static JsonOperation<TRequest, TResponse> Row<TRequest, TResponse>(
        string name, Shape<TRequest> shape, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse>? response,
        Func<Exchange, TRequest, ValueTask<Outcome<TResponse>>> perform, bool isReadOnly = false)
        where TRequest : class where TResponse : class => new(name, shape, request, response, Service.Organizations)
        {
            Resolve = static (x, _) => OrganizationCall.ResolveAsync(x, []),
            Perform = perform,
            IsReadOnly = isReadOnly,
        };

    private static JsonOperation<HandshakeIdRequest, HandshakeResponse> OnHandshake(
        string name, Func<Exchange, ValueTask<Outcome<HandshakeResponse>>> perform, bool isReadOnly = false) =>
        new(name, AnswerHandshake.Shape, Json.Default.HandshakeIdRequest, Json.Default.HandshakeResponse, Service.Organizations)
        {
            Resolve = AnswerHandshake.ResolveAsync,
            Perform = (x, _) => perform(x),
            IsReadOnly = isReadOnly,
        };
}
