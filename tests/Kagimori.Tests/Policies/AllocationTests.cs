using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Deciding allocates nothing, whatever the usual policies contain.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void The_console_key_policy_is_decided_without_allocating()
    {
        var text = ConsoleKeyPolicy.Create(A, [Role], [Role, User]);
        var request = Request(UserU, new(Parse(PolicyGrammar.KeyPolicy, text), "default", null, PolicySource.KeyPolicy));
        request.IdentityPolicies = [Identity(Allow("kms:*", resource: "arn:aws:kms:*:111111111111:key/*"))];
        Assert.Equal(0, BytesAllocated(request));
        request.Action = "kms:CreateGrant";
        Assert.Equal(0, BytesAllocated(request));
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
        Assert.Equal(AllowPath.Delegated, Authorizer.Decide(request).Path);
        Assert.Equal(0, BytesAllocated(request));
    }

    private static long BytesAllocated(AccessRequest request)
    {
        for (var i = 0; i < 200; i++) Authorizer.Decide(request);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Authorizer.Decide(request);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
