using System.Diagnostics;
using Kagimori.Policies;
using static Kagimori.Tests.Policies.DecisionAssert;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Deciding allocates nothing, whatever the policies contain and whichever way a request goes.</summary>
public sealed class AllocationTests
{
    private const int Decisions = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_console_key_policy_is_decided_without_allocating()
    {
        var text = ConsoleKeyPolicy.Create(A, [Role], [Role, User]);
        var request = Request(UserU, new(Parse(PolicyGrammar.KeyPolicy, text), "default", null, PolicySource.KeyPolicy));
        request.IdentityPolicies = [Identity(Allow("kms:*", resource: "arn:aws:kms:*:111111111111:key/*"))];
        AllocatesNothing(request);
        request.Action = "kms:CreateGrant";
        AllocatesNothing(request);
    }

    [Fact]
    public void Twenty_statements_with_conditions_are_decided_without_allocating()
    {
        string[] conditions =
        [
            """{"StringEquals":{"kms:KeySpec":["RSA_2048","SYMMETRIC_DEFAULT"]}}""", """{"StringLike":{"kms:RequestAlias":"alias/*-prod"}}""",
            """{"ForAnyValue:StringLike":{"kms:ResourceAliases":["alias/a*","alias/b*"]}}""", """{"Bool":{"aws:SecureTransport":"true"}}""",
            """{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]}}""", """{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}""",
            """{"NumericLessThan":{"kms:RotationPeriodInDays":"100.5"}}""", """{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01T00:00:00Z"}}""",
            """{"StringEquals":{"kms:EncryptionContext:App":"${aws:username}"}}""", """{"StringEqualsIgnoreCase":{"kms:KeyOrigin":"aws_kms"},"Null":{"kms:ViaService":"true"}}""",
        ];
        var keyPolicy = KeyPolicy([Allow("kms:*", A), .. Enumerable.Range(0, 20).Select(i => Deny("kms:Decrypt", i % 2 == 0 ? "*" : User, Key, conditions[i % 10]).Replace("\"Deny\"", i == 8 ? "\"Deny\"" : "\"Allow\""))]);
        var request = Request(UserU, keyPolicy);
        request.IdentityPolicies = [Identity(Allow("kms:Dec?ypt", resource: "arn:aws:kms:*:*:key/${x:absent, '12'}*"))];
        request.Context = new ConditionContext()
            .With("kms:KeySpec", "RSA_4096").With("kms:RequestAlias", "alias/x-test").With("kms:ResourceAliases", "alias/c", "alias/d").With("aws:SecureTransport", "false")
            .With("aws:SourceIp", "192.168.1.1").With("aws:PrincipalArn", User).With("kms:RotationPeriodInDays", "365").With("aws:CurrentTime", "2019-06-01T00:00:00Z")
            .With("kms:EncryptionContext:App", "v").With("aws:username", "u").With("kms:KeyOrigin", "EXTERNAL").With("kms:ViaService", "s3");
        Allowed(request, AllowPath.Delegated);
        AllocatesNothing(request);
    }

    [Fact]
    public void Every_path_within_an_account_is_decided_without_allocating()
    {
        var direct = Request(UserU, KeyPolicy(Allow("kms:*", User)));
        direct.Boundary = AllowsS3Only;
        Allowed(direct, AllowPath.Direct);
        AllocatesNothing(direct);

        var session = Request(SessionS1, KeyPolicy(Allow("kms:*", "AROARRRRRRRRRRRRRRRRR")));
        (session.Boundary, session.SessionPolicies) = (AllowsKms, [AllowsS3Only, AllowsKms]);
        Allowed(session, AllowPath.SessionIssuer);
        AllocatesNothing(session);
        session.SessionPolicies = [AllowsS3Only];
        ImplicitlyDenied(session, DecidedBy.SessionPolicy);
        AllocatesNothing(session);

        var federated = Request(Federated);
        (federated.IdentityPolicies, federated.SessionPolicies) = ([AllowsKms], [AllowsKms]);
        Allowed(federated, AllowPath.Delegated);
        AllocatesNothing(federated);

        var spared = Request(UserV, KeyPolicy(Allow("kms:*", A), $$$"""{"Effect":"Deny","Action":"kms:*","Resource":"*","NotPrincipal":{"AWS":"{{{User}}}"}}"""));
        ExplicitlyDenied(spared, DecidedBy.ResourcePolicy);
        AllocatesNothing(spared);

        var withoutResource = WithoutResource(UserU, "kms:ListKeys", AllowsKms);
        Allowed(withoutResource, AllowPath.Identity);
        AllocatesNothing(withoutResource);
    }

    [Fact]
    public void Grants_are_decided_without_allocating()
    {
        var request = Request(SessionS1, KeyPolicy(Allow("kms:*", User)));
        request.ResourceGrants = [new(GrantMatchClass.Account, false), new(GrantMatchClass.RoleOfSession, true), new(GrantMatchClass.Direct, false)];
        Allowed(request, AllowPath.Direct);
        AllocatesNothing(request);
        request.ResourceGrants = [new(GrantMatchClass.RoleOfSession, true)];
        request.Boundary = AllowsS3Only;
        ImplicitlyDenied(request, DecidedBy.PermissionsBoundary);
        AllocatesNothing(request);
    }

    [Fact]
    public void Requests_across_accounts_are_decided_without_allocating()
    {
        var request = Request(SessionOfB, KeyPolicy(Allow("kms:*", B)));
        (request.IdentityPolicies, request.SessionPolicies) = ([AllowsS3Only, AllowsKms], [AllowsKms]);
        Allowed(request, AllowPath.CrossAccount);
        AllocatesNothing(request);
        request.ResourceGrants = [new(GrantMatchClass.RoleOfSession, true)];
        Allowed(request, AllowPath.CrossAccount);
        AllocatesNothing(request);
        (request.ResourcePolicy, request.ResourceGrants) = (KeyPolicy(Allow("kms:*", A)), []);
        ImplicitlyDenied(request, DecidedBy.ResourcePolicy);
        AllocatesNothing(request);
        request.CrossAccountAllowed = false;
        ImplicitlyDenied(request, DecidedBy.CrossAccountRule);
        AllocatesNothing(request);
    }

    [Fact]
    public void Organizations_and_endpoints_are_decided_without_allocating()
    {
        var request = Request(UserU, KeyPolicy(Allow("kms:*", User)));
        request.ServiceControlPolicies = [[ServiceControl(Allow("*"))], [ServiceControl(Allow("s3:*")), ServiceControl(Allow("kms:*"), Deny("kms:Delete*"))]];
        request.ResourceControlPolicies = [[ResourceControl(Allow("*", "*")), ResourceControl(Deny("kms:*", "*", condition: """{"StringNotEquals":{"aws:PrincipalAccount":"111111111111"}}"""))]];
        request.EndpointPolicies = [new(Parse(PolicyGrammar.EndpointPolicy, Document(Allow("*", "*"))), "vpce", null, PolicySource.EndpointPolicy)];
        request.Context = new ConditionContext().With("aws:PrincipalAccount", A);
        Allowed(request, AllowPath.Direct);
        AllocatesNothing(request);
        request.Context = new ConditionContext().With("aws:PrincipalAccount", B);
        ExplicitlyDenied(request, DecidedBy.ResourceControlPolicy);
        AllocatesNothing(request);
        request.ResourceControlPolicies = null;
        request.ServiceControlPolicies = [[ServiceControl(Allow("s3:*"))]];
        ImplicitlyDenied(request, DecidedBy.ServiceControlPolicy);
        AllocatesNothing(request);
    }

    // Code that the compiler has not optimised yet allocates here and there; it does so in the background, when it finds the time.
    private static void AllocatesNothing(AccessRequest request)
    {
        var clock = Stopwatch.StartNew();
        long allocated;
        do
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Decisions; i++) Authorizer.Decide(request);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (allocated > 0 && clock.Elapsed < Patience);
        Assert.Equal(0, allocated);
    }
}
