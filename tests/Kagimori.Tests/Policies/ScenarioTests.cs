using Kagimori.Policies;
using static Kagimori.Tests.Policies.DecisionAssert;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>The scenarios of authorization that policy evaluation alone decides; the numbers are those of the specification.</summary>
public sealed class ScenarioTests
{
    private const string SessionArn = "arn:aws:sts::111111111111:assumed-role/R/s1";
    private const string EveryoneAsRole = """{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/app/R"}}""";

    private static AccessRequest By(Principal principal, AttachedPolicy keyPolicy, params AttachedPolicy[] identity)
    {
        var request = Request(principal, keyPolicy);
        request.IdentityPolicies = identity;
        return request;
    }

    [Fact] // 1
    public void A_user_named_by_the_key_policy_is_not_limited_by_a_silent_boundary()
    {
        var request = By(UserU, KeyPolicy(Allow("kms:*", User)));
        request.Boundary = AllowsS3Only;
        Allowed(request, AllowPath.Direct);
    }

    [Fact] // 2
    public void A_role_named_by_the_key_policy_is_limited_by_its_boundary()
    {
        var request = By(SessionS1, KeyPolicy(Allow("kms:*", Role)));
        request.Boundary = AllowsS3Only;
        ImplicitlyDenied(request, DecidedBy.PermissionsBoundary);
    }

    [Fact] // 3
    public void A_session_named_by_the_key_policy_is_not_limited_by_a_silent_session_policy()
    {
        var request = By(SessionS1, KeyPolicy(Allow("kms:*", SessionArn)));
        request.SessionPolicies = [AllowsS3Only];
        Allowed(request, AllowPath.Direct);
        request.Principal = SessionS2;
        ImplicitlyDenied(request, DecidedBy.ResourcePolicy);
    }

    [Fact] // 4
    public void Everyone_under_a_condition_is_a_direct_grant()
    {
        var request = By(SessionS1, KeyPolicy(Allow("kms:*", "*", condition: EveryoneAsRole)));
        request.Context = new ConditionContext().With("aws:PrincipalArn", Role);
        request.SessionPolicies = [AllowsS3Only];
        Allowed(request, AllowPath.Direct);
    }

    [Fact] // 5
    public void A_session_policy_that_denies_stops_a_direct_grant()
    {
        var request = By(SessionS1, KeyPolicy(Allow("kms:*", "*", condition: EveryoneAsRole)));
        request.Context = new ConditionContext().With("aws:PrincipalArn", Role);
        request.SessionPolicies = [DeniesKms];
        ExplicitlyDenied(request, DecidedBy.SessionPolicy);
    }

    [Fact] // 6
    public void Identity_policies_do_not_count_without_delegation() =>
        ImplicitlyDenied(By(UserU, KeyPolicy(Allow("kms:*", "arn:aws:iam::111111111111:user/other")), AllowsKms), DecidedBy.ResourcePolicy);

    [Fact] // 7
    public void Delegation_covers_only_its_actions()
    {
        var request = By(UserU, KeyPolicy(Allow("kms:DescribeKey", A)), AllowsKms);
        ImplicitlyDenied(request, DecidedBy.ResourcePolicy);
        request.Action = "kms:DescribeKey";
        var decision = Allowed(request, AllowPath.Delegated);
        Assert.Equal("default", decision.Statement!.Value.Policy.Name);
        Assert.Equal("identity", decision.Second!.Value.Policy.Name);
    }

    [Fact] // 8
    public void The_root_user_needs_the_key_policy_and_nothing_else()
    {
        ImplicitlyDenied(By(RootOfA, KeyPolicy(Allow("kms:*", User))), DecidedBy.ResourcePolicy);
        Allowed(By(RootOfA, DelegatingKeyPolicy), AllowPath.Direct);
    }

    [Fact] // 9
    public void Delegation_alone_allows_nobody() => ImplicitlyDenied(By(UserU, DelegatingKeyPolicy), DecidedBy.IdentityPolicy);

    [Fact] // 10
    public void A_deny_counts_only_when_its_condition_is_met()
    {
        var request = By(UserU, DelegatingKeyPolicy, Identity(Allow("kms:*"), Deny("kms:*", condition: """{"Bool":{"aws:SecureTransport":"false"}}""")));
        request.Context = new ConditionContext().With("aws:SecureTransport", "true");
        Allowed(request);
        request.Context = new ConditionContext().With("aws:SecureTransport", "false");
        ExplicitlyDenied(request, DecidedBy.IdentityPolicy);
    }

    [Fact] // 11
    public void Another_account_must_allow_its_own_principals()
    {
        var keyPolicy = KeyPolicy(Allow("kms:*", "arn:aws:iam::222222222222:root"));
        Allowed(By(UserOfB, keyPolicy, AllowsKms), AllowPath.CrossAccount);
        ImplicitlyDenied(By(UserOfB, keyPolicy), DecidedBy.IdentityPolicy);
    }

    [Fact] // 12
    public void Across_accounts_a_named_session_is_still_limited()
    {
        var request = By(SessionOfB, KeyPolicy(Allow("kms:*", SessionOfB.Arn)), AllowsKms);
        request.SessionPolicies = [AllowsS3Only];
        ImplicitlyDenied(request, DecidedBy.SessionPolicy);
    }

    [Fact] // 13
    public void A_silent_key_policy_hides_the_key_from_another_account() =>
        ImplicitlyDenied(By(UserOfB, KeyPolicy(Allow("kms:*", User)), AllowsKms), DecidedBy.ResourcePolicy);

    [Fact] // 14
    public void An_action_not_for_other_accounts_is_denied_whatever_the_policies_say()
    {
        var request = By(UserOfB, KeyPolicy(Allow("kms:*", B)), AllowsKms);
        request.CrossAccountAllowed = false;
        ImplicitlyDenied(request, DecidedBy.CrossAccountRule);
    }

    [Fact] // 15
    public void A_grant_to_the_session_is_limited_by_denies_only()
    {
        var request = By(SessionS1, KeyPolicy(Allow("kms:*", User)));
        request.ResourceGrants = [new ResourceGrant(GrantMatchClass.Direct, true)];
        request.SessionPolicies = [AllowsS3Only];
        request.Boundary = AllowsS3Only;
        Assert.Equal(DecidedBy.Grant, Allowed(request, AllowPath.Direct).By);
        request.SessionPolicies = [DeniesKms];
        ExplicitlyDenied(request, DecidedBy.SessionPolicy);
    }

    [Fact] // 16
    public void A_grant_to_the_role_is_limited_by_session_policy_and_boundary()
    {
        var request = By(SessionS1, KeyPolicy(Allow("kms:*", User)));
        request.ResourceGrants = [new ResourceGrant(GrantMatchClass.RoleOfSession, true)];
        Allowed(request, AllowPath.SessionIssuer);
        request.SessionPolicies = [AllowsS3Only];
        ImplicitlyDenied(request, DecidedBy.SessionPolicy);
        request.SessionPolicies = null;
        request.Boundary = AllowsS3Only;
        ImplicitlyDenied(request, DecidedBy.PermissionsBoundary);
    }

    [Theory] // 17 and the table of grants across accounts
    [InlineData(GrantMatchClass.Direct, false, false, false, false)]
    [InlineData(GrantMatchClass.RoleOfSession, false, false, false, false)]
    [InlineData(GrantMatchClass.Direct, false, true, false, true)]
    [InlineData(GrantMatchClass.RoleOfSession, false, true, false, true)]
    [InlineData(GrantMatchClass.Direct, false, true, true, false)]
    [InlineData(GrantMatchClass.Direct, true, false, false, true)]
    [InlineData(GrantMatchClass.Direct, true, false, true, true)]
    [InlineData(GrantMatchClass.RoleOfSession, true, false, false, true)]
    [InlineData(GrantMatchClass.RoleOfSession, true, false, true, false)]
    public void A_grant_lends_the_callers_side_only_when_the_callers_account_issued_it(
        GrantMatchClass match, bool issuedByCallersAccount, bool identityAllows, bool sessionSilent, bool allowed)
    {
        var request = By(SessionOfB, KeyPolicy(Allow("kms:*", User)), identityAllows ? [AllowsKms] : []);
        request.ResourceGrants = [new ResourceGrant(match, issuedByCallersAccount)];
        request.SessionPolicies = sessionSilent ? [AllowsS3Only] : null;
        if (allowed) Allowed(request, AllowPath.CrossAccount);
        else ImplicitlyDenied(request, sessionSilent ? DecidedBy.SessionPolicy : DecidedBy.IdentityPolicy);
    }

    [Fact] // 21
    public void A_key_policy_that_denies_stops_a_grant()
    {
        var request = By(SessionS1, KeyPolicy(Deny("kms:Decrypt", Role)));
        request.ResourceGrants = [new ResourceGrant(GrantMatchClass.Direct, true)];
        ExplicitlyDenied(request, DecidedBy.ResourcePolicy);
    }

    [Fact] // 23
    public void Resource_control_policies_do_not_reach_retire_grant()
    {
        var request = By(UserU, DelegatingKeyPolicy, AllowsKms);
        request.ResourceControlPolicies = [[ResourceControl(Deny("kms:*", "*"))]];
        ExplicitlyDenied(request, DecidedBy.ResourceControlPolicy);
        request.Action = "kms:RetireGrant";
        Allowed(request);
    }

    [Fact] // 29
    public void A_new_key_policy_can_be_tried_for_its_own_update()
    {
        var request = By(UserU, DelegatingKeyPolicy);
        request.Action = "kms:PutKeyPolicy";
        ImplicitlyDenied(request, DecidedBy.IdentityPolicy);
        request.IdentityPolicies = [AllowsKms];
        Allowed(request);
    }

    [Fact] // 31
    public void A_key_policy_statement_without_resource_never_applies()
    {
        var keyPolicy = KeyPolicy("""{"Effect":"Allow","Action":"kms:*","Principal":"*"}""");
        Assert.True(keyPolicy.Policy.Statements[0].IsInert);
        ImplicitlyDenied(By(UserU, keyPolicy), DecidedBy.ResourcePolicy);
    }

    [Fact] // 32
    public void An_alias_is_reached_by_condition_and_not_by_resource()
    {
        var byArn = By(UserU, DelegatingKeyPolicy, Identity(Allow("kms:*", resource: "arn:aws:kms:us-east-1:111111111111:alias/x")));
        ImplicitlyDenied(byArn, DecidedBy.IdentityPolicy);
        var byRequest = By(UserU, DelegatingKeyPolicy, Identity(Allow("kms:*", condition: """{"StringEquals":{"kms:RequestAlias":"alias/x"}}""")));
        ImplicitlyDenied(byRequest, DecidedBy.IdentityPolicy);
        byRequest.Context = new ConditionContext().With("kms:RequestAlias", "alias/x");
        Allowed(byRequest);
        var byResource = By(UserU, DelegatingKeyPolicy, Identity(Allow("kms:*", condition: """{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/x"}}""")));
        byResource.Context = new ConditionContext().With("kms:ResourceAliases", "alias/y", "alias/x");
        Allowed(byResource);
    }

    [Fact] // 39
    public void Every_level_of_service_control_policies_must_allow()
    {
        var request = By(RootOfA, DelegatingKeyPolicy);
        request.ServiceControlPolicies = [[ServiceControl(Allow("*"))], [ServiceControl(Allow("s3:*"))]];
        ImplicitlyDenied(request, DecidedBy.ServiceControlPolicy);
        request.ServiceControlPolicies = null;
        Allowed(request);
        request.ResourceControlPolicies = [[ResourceControl(Allow("*", "*")), ResourceControl(Deny("kms:Decrypt", "*"))]];
        ExplicitlyDenied(request, DecidedBy.ResourceControlPolicy);
    }

    [Fact] // 40
    public void NotPrincipal_deny_spares_who_is_listed_unless_there_is_a_boundary()
    {
        var keyPolicy = KeyPolicy(
            Allow("kms:*", A), $$$"""{"Effect":"Deny","Action":"kms:*","Resource":"*","NotPrincipal":{"AWS":"{{{User}}}"}}""");
        Allowed(By(UserU, keyPolicy, AllowsKms));
        ExplicitlyDenied(By(UserV, keyPolicy, AllowsKms), DecidedBy.ResourcePolicy);
        var limited = By(UserU, keyPolicy, AllowsKms);
        limited.Boundary = AllowsKms;
        ExplicitlyDenied(limited, DecidedBy.ResourcePolicy);
    }

    [Fact] // 41
    public void An_action_without_resource_is_only_covered_by_a_star()
    {
        ImplicitlyDenied(WithoutResource(UserU, "kms:ListKeys", Identity(Allow("kms:*", resource: Key))), DecidedBy.IdentityPolicy);
        Allowed(WithoutResource(UserU, "kms:ListKeys", AllowsKms), AllowPath.Identity);
        var notResource = $$"""{"Effect":"Deny","Action":"kms:*","NotResource":"{{Key}}"}""";
        ExplicitlyDenied(WithoutResource(UserU, "kms:ListKeys", AllowsKms, Identity(notResource)), DecidedBy.IdentityPolicy);
        Assert.Equal(DecidedBy.RootUser, Allowed(WithoutResource(RootOfA, "kms:ListKeys")).By);
    }

    [Fact] // 44
    public void A_key_scoped_identity_policy_allows_the_key() =>
        Allowed(By(UserU, DelegatingKeyPolicy, Identity(Allow("kms:Decrypt", resource: Key))), AllowPath.Delegated);

    [Fact] // 45
    public void A_service_condition_is_not_met_by_a_direct_call()
    {
        var keyPolicy = KeyPolicy(Allow("kms:*", "*", condition: """{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}"""));
        var request = By(UserU, keyPolicy);
        ImplicitlyDenied(request, DecidedBy.ResourcePolicy);
        request.Context = new ConditionContext().With("kms:ViaService", "s3.us-east-1.amazonaws.com");
        Allowed(request);
    }

    [Fact] // 48
    public void A_federated_user_gets_nothing_from_its_creator_without_a_session_policy()
    {
        var request = By(Federated, DelegatingKeyPolicy, AllowsKms);
        ImplicitlyDenied(request, DecidedBy.SessionPolicy);
        request.SessionPolicies = [AllowsKms];
        Allowed(request, AllowPath.Delegated);
        Allowed(By(Federated, KeyPolicy(Allow("kms:*", "arn:aws:sts::111111111111:federated-user/bob"))), AllowPath.Direct);
    }

    [Fact]
    public void A_user_named_by_the_key_policy_lends_its_federated_session_a_limited_access()
    {
        var request = By(Federated, KeyPolicy(Allow("kms:*", User)));
        Allowed(request, AllowPath.SessionIssuer);
        request.SessionPolicies = [AllowsS3Only];
        ImplicitlyDenied(request, DecidedBy.SessionPolicy);
    }

    [Fact]
    public void A_service_needs_the_key_policy_and_no_service_control_policy()
    {
        var keyPolicy = KeyPolicy("""{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"Service":"s3.amazonaws.com"}}""");
        var request = By(Principal.Service("s3.amazonaws.com"), keyPolicy);
        request.ServiceControlPolicies = [[ServiceControl(Deny("*"))]];
        Allowed(request, AllowPath.Direct);
        ImplicitlyDenied(By(Principal.Service("ec2.amazonaws.com"), keyPolicy), DecidedBy.ResourcePolicy);
    }

    [Fact]
    public void An_endpoint_policy_must_allow()
    {
        var request = By(UserU, KeyPolicy(Allow("kms:*", User)));
        request.EndpointPolicies = [new(Parse(PolicyGrammar.EndpointPolicy, Document(Allow("s3:*", "*"))), "vpce", null, PolicySource.EndpointPolicy)];
        ImplicitlyDenied(request, DecidedBy.EndpointPolicy);
    }
}
