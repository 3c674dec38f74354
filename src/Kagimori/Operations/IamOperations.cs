using Kagimori.Identities;
using Kagimori.Operations.Identities;
using Kagimori.Operations.Identities.Absent;
using Kagimori.Operations.Identities.AccessKeys;
using Kagimori.Operations.Identities.Account;
using Kagimori.Operations.Identities.AttachedPolicies;
using Kagimori.Operations.Identities.Groups;
using Kagimori.Operations.Identities.InlinePolicies;
using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Operations.Identities.Roles;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Operations.Identities.Users;
using Kagimori.Policies;
using Kagimori.Wire;
using static Kagimori.Operations.Identities.EntityConditions;
using static Kagimori.Operations.Identities.EntityKinds;

namespace Kagimori.Operations;

/// <summary>The operations of IAM, a row each: what they read, on which kind of entity, and the condition keys they supply.</summary>
internal static class IamOperations
{
    internal static readonly Member<QueryParameters>[] None = [];
    internal static readonly Member<QueryParameters>[] Paging = [Iam.Marker, Iam.MaxItems];
    private static readonly Member<QueryParameters>[] Inline = [Iam.PolicyName];
    private static readonly Member<QueryParameters>[] InlineDocument = [Iam.PolicyName, Iam.PolicyDocument];
    private static readonly Member<QueryParameters>[] Attachment = [Iam.PolicyArn];
    private static readonly Member<QueryParameters>[] Version = [Iam.VersionId];
    private static readonly Member<QueryParameters>[] OptionalUser = [Query.Text("UserName", Iam.ExistingUserNameType)];
    private static readonly Member<QueryParameters>[] OptionalNewUser = [Query.Text("UserName", Iam.UserNameType)];

    public static IEnumerable<Operation> Rows =>
    [
        // ---- Users ----
        Row("CreateUser", CreateUser.Shape, CreateUser.PerformAsync, CreateUser.ResolveAsync, NewTagsAndBoundary),
        OwnRow("GetUser", GetUser.Shape, GetUser.PerformAsync),
        On("UpdateUser", User, UpdateUser.Members, UpdateUser.PerformAsync, EntityResolution.RenamedAsync),
        On("DeleteUser", User, None, DeleteUser.PerformAsync),
        Row("ListUsers", ListUsers.Shape, ListUsers.PerformAsync),

        // ---- Groups ----
        Row("CreateGroup", CreateGroup.Shape, CreateGroup.PerformAsync, CreateGroup.ResolveAsync),
        On("GetGroup", Group, Paging, GetGroup.PerformAsync),
        On("UpdateGroup", Group, UpdateGroup.Members, UpdateGroup.PerformAsync, EntityResolution.RenamedAsync),
        On("DeleteGroup", Group, None, DeleteGroup.PerformAsync),
        Row("ListGroups", ListGroups.Shape, ListGroups.PerformAsync),
        On("AddUserToGroup", Group, [User.NameMember], GroupMembership.AddAsync),
        On("RemoveUserFromGroup", Group, [User.NameMember], GroupMembership.RemoveAsync),
        On("ListGroupsForUser", User, Paging, GroupMembership.ListAsync),

        // ---- Roles ----
        Row("CreateRole", CreateRole.Shape, CreateRole.PerformAsync, CreateRole.ResolveAsync, NewTagsAndBoundary),
        On("GetRole", Role, None, GetRole.PerformAsync),
        On("UpdateRole", Role, UpdateRole.Members, UpdateRole.PerformAsync),
        On("UpdateRoleDescription", Role, [UpdateRole.Description], UpdateRole.DescriptionAsync),
        On("UpdateAssumeRolePolicy", Role, [Iam.PolicyDocument], UpdateAssumeRolePolicy.PerformAsync),
        On("DeleteRole", Role, None, DeleteRole.PerformAsync),
        Row("ListRoles", ListRoles.Shape, ListRoles.PerformAsync),

        // ---- Inline policies ----
        On("PutUserPolicy", User, InlineDocument, PutInlinePolicy.PerformAsync, isBounded: true),
        On("GetUserPolicy", User, Inline, GetInlinePolicy.PerformAsync),
        On("DeleteUserPolicy", User, Inline, DeleteInlinePolicy.PerformAsync, isBounded: true),
        On("ListUserPolicies", User, Paging, ListInlinePolicies.PerformAsync),
        On("PutGroupPolicy", Group, InlineDocument, PutInlinePolicy.PerformAsync),
        On("GetGroupPolicy", Group, Inline, GetInlinePolicy.PerformAsync),
        On("DeleteGroupPolicy", Group, Inline, DeleteInlinePolicy.PerformAsync),
        On("ListGroupPolicies", Group, Paging, ListInlinePolicies.PerformAsync),
        On("PutRolePolicy", Role, InlineDocument, PutInlinePolicy.PerformAsync, isBounded: true),
        On("GetRolePolicy", Role, Inline, GetInlinePolicy.PerformAsync),
        On("DeleteRolePolicy", Role, Inline, DeleteInlinePolicy.PerformAsync, isBounded: true),
        On("ListRolePolicies", Role, Paging, ListInlinePolicies.PerformAsync),

        // ---- Managed policies ----
        Row("CreatePolicy", CreatePolicy.Shape, CreatePolicy.PerformAsync, CreatePolicy.ResolveAsync, NewTags),
        On("GetPolicy", ManagedPolicy, None, GetPolicy.PerformAsync),
        On("DeletePolicy", ManagedPolicy, None, OfAccount(DeletePolicy.PerformAsync)),
        Row("ListPolicies", ListPolicies.Shape, ListPolicies.PerformAsync),
        On("CreatePolicyVersion", ManagedPolicy, [Iam.PolicyDocument, Query.Flag("SetAsDefault")], OfAccount(PolicyVersions.CreateAsync)),
        On("GetPolicyVersion", ManagedPolicy, Version, PolicyVersions.GetAsync),
        On("DeletePolicyVersion", ManagedPolicy, Version, OfAccount(PolicyVersions.DeleteAsync)),
        On("ListPolicyVersions", ManagedPolicy, Paging, PolicyVersions.ListAsync),
        On("SetDefaultPolicyVersion", ManagedPolicy, Version, OfAccount(PolicyVersions.SetDefaultAsync)),
        On("ListEntitiesForPolicy", ManagedPolicy, ListEntitiesForPolicy.Members, ListEntitiesForPolicy.PerformAsync),

        // ---- Attached policies ----
        On("AttachUserPolicy", ShortNamedUser, Attachment, AttachPolicy.PerformAsync, condition: AttachedPolicy, isBounded: true),
        On("DetachUserPolicy", ShortNamedUser, Attachment, DetachPolicy.PerformAsync, condition: AttachedPolicy, isBounded: true),
        On("ListAttachedUserPolicies", ShortNamedUser, ListAttachedPolicies.Members, ListAttachedPolicies.PerformAsync),
        On("AttachGroupPolicy", Group, Attachment, AttachPolicy.PerformAsync, condition: AttachedPolicy),
        On("DetachGroupPolicy", Group, Attachment, DetachPolicy.PerformAsync, condition: AttachedPolicy),
        On("ListAttachedGroupPolicies", Group, ListAttachedPolicies.Members, ListAttachedPolicies.PerformAsync),
        On("AttachRolePolicy", Role, Attachment, AttachPolicy.PerformAsync, condition: AttachedPolicy, isBounded: true),
        On("DetachRolePolicy", Role, Attachment, DetachPolicy.PerformAsync, condition: AttachedPolicy, isBounded: true),
        On("ListAttachedRolePolicies", Role, ListAttachedPolicies.Members, ListAttachedPolicies.PerformAsync),

        // ---- Permissions boundaries ----
        On("PutUserPermissionsBoundary", ShortNamedUser, [EntityBoundary.Required], EntityBoundary.PutAsync, condition: NewBoundary),
        On("DeleteUserPermissionsBoundary", ShortNamedUser, None, EntityBoundary.DeleteAsync, isBounded: true),
        On("PutRolePermissionsBoundary", Role, [EntityBoundary.Required], EntityBoundary.PutAsync, condition: NewBoundary),
        On("DeleteRolePermissionsBoundary", Role, None, EntityBoundary.DeleteAsync, isBounded: true),

        // ---- Access keys ----
        OwnRow("CreateAccessKey", CreateAccessKey.Shape, CreateAccessKey.PerformAsync),
        OwnRow("UpdateAccessKey", UpdateAccessKey.Shape, UpdateAccessKey.PerformAsync),
        OwnRow("DeleteAccessKey", DeleteAccessKey.Shape, DeleteAccessKey.PerformAsync),
        OwnRow("ListAccessKeys", ListAccessKeys.Shape, ListAccessKeys.PerformAsync),
        Row("GetAccessKeyLastUsed", GetAccessKeyLastUsed.Shape, GetAccessKeyLastUsed.PerformAsync, GetAccessKeyLastUsed.ResolveAsync),

        // ---- Tags ----
        On("TagUser", User, [Iam.Tags(isRequired: true)], TagEntity.PerformAsync, condition: NewTags),
        On("UntagUser", User, [Iam.TagKeys()], UntagEntity.PerformAsync, condition: OldTagKeys),
        On("ListUserTags", User, Paging, ListEntityTags.PerformAsync),
        On("TagRole", Role, [Iam.Tags(isRequired: true)], TagEntity.PerformAsync, condition: NewTags),
        On("UntagRole", Role, [Iam.TagKeys()], UntagEntity.PerformAsync, condition: OldTagKeys),
        On("ListRoleTags", Role, Paging, ListEntityTags.PerformAsync),
        On("TagPolicy", ManagedPolicy, [Iam.Tags(isRequired: true)], OfAccount(TagEntity.PerformAsync), condition: NewTags),
        On("UntagPolicy", ManagedPolicy, [Iam.TagKeys()], OfAccount(UntagEntity.PerformAsync), condition: OldTagKeys),
        On("ListPolicyTags", ManagedPolicy, Paging, ListEntityTags.PerformAsync),

        .. MfaDeviceRows.All,
        .. OidcProviderRows.All,
        .. PolicySimulationRows.All,

        // ---- The account as a whole ----
        Row("GetAccountAuthorizationDetails", GetAccountAuthorizationDetails.Shape, GetAccountAuthorizationDetails.PerformAsync),
        Row("GetAccountSummary", new(), GetAccountSummary.PerformAsync),
        Row("CreateAccountAlias", AccountAliases.Shape, AccountAliases.CreateAsync),
        Row("DeleteAccountAlias", AccountAliases.Shape, AccountAliases.DeleteAsync),
        Row("ListAccountAliases", new(Paging), AccountAliases.ListAsync),

        // ---- What is never found here, and clients ask for before they delete ----
        On("ListInstanceProfilesForRole", Role, Paging, EmptyList.Of<RoleRecord>("InstanceProfiles")),
        OwnRow("ListSigningCertificates", new([.. OptionalUser, .. Paging]), EmptyList.OfUserOrCaller("Certificates")),
        OwnRow("ListSSHPublicKeys", new([.. OptionalNewUser, .. Paging]), EmptyList.OfUserOrCaller("SSHPublicKeys")),
        OwnRow("ListServiceSpecificCredentials", new([
            .. OptionalNewUser, Query.Text("ServiceName", Iam.ServiceNameType), Query.Flag("AllUsers"), .. Paging,
        ]), EmptyList.OfUserOrCaller("ServiceSpecificCredentials")),
        OwnRow("GetLoginProfile", LoginProfile.Shape, LoginProfile.PerformAsync),
        OwnRow("DeleteLoginProfile", LoginProfile.Shape, LoginProfile.PerformAsync),
    ];

    /// <summary>An operation that finds its own target, by default none.</summary>
    internal static QueryOperation Row(
        string name, Shape<QueryParameters> shape, Func<Exchange, QueryParameters, ValueTask<Outcome<QueryResult>>> perform,
        Func<Exchange, QueryParameters, ValueTask<Refusal?>>? resolve = null, RequestCondition<QueryParameters>? condition = null) =>
        new(Service.Iam, name, shape)
        {
            Resolve = resolve ?? (static (exchange, _) => KeyResolution.WithoutResource(exchange)),
            Perform = perform,
            Condition = condition,
            IsReadOnly = IsRead(name),
        };

    /// <summary>An operation on a user that the request may leave out: then it is the caller.</summary>
    internal static QueryOperation OwnRow(
        string name, Shape<QueryParameters> shape, Func<Exchange, QueryParameters, ValueTask<Outcome<QueryResult>>> perform) =>
        Row(name, shape, perform, EntityResolution.UserOrCallerAsync,
            static (Exchange exchange, QueryParameters _, ConditionKey key, out ConditionValues values) => ResourceTag(User, exchange, key, out values));

    /// <summary>An operation on an entity that must exist.</summary>
    /// <param name="members">The members besides the entity's name.</param>
    /// <param name="condition">The condition keys that the request supplies.</param>
    /// <param name="isBounded">Whether iam:PermissionsBoundary is the boundary that the entity has.</param>
    internal static QueryOperation On<T>(
        string name, EntityKind<T> kind, Member<QueryParameters>[] members, EntityOperation<T> perform,
        Func<Exchange, EntityKind<T>, QueryParameters, ValueTask<Refusal?>>? resolve = null,
        RequestCondition<QueryParameters>? condition = null, bool isBounded = false) where T : class =>
        Row(name, new([kind.NameMember, .. members]),
            (exchange, query) => kind.Found(exchange) is { } entity
                ? perform(exchange, query, entity)
                : new(kind.NotFound(query.Text(kind.NameMember.Name)!)),
            resolve is null ? kind.Resolve : (exchange, query) => resolve(exchange, kind, query),
            (Exchange exchange, QueryParameters query, ConditionKey key, out ConditionValues values) =>
                condition is not null && condition(exchange, query, key, out values)
                || isBounded && CurrentBoundary(kind, exchange, key, out values)
                || ResourceTag(kind, exchange, key, out values));

    /// <summary>A change of a managed policy: those of AWS are nobody's to change.</summary>
    private static EntityOperation<ManagedPolicyRecord> OfAccount(EntityOperation<ManagedPolicyRecord> change) =>
        (exchange, query, policy) => policy.Value.IsOfAws ? new(IdentityRefusals.PolicyOutsideAccount()) : change(exchange, query, policy);

    private static bool IsRead(string name) =>
        name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) || name.StartsWith("Simulate", StringComparison.Ordinal);
}
