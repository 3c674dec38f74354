using System.Text.Json.Nodes;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Tests.Policies;

namespace Kagimori.Tests.Operations;

/// <summary>AWS managed keys: made when first described, once, and nobody's but their service's.</summary>
public sealed class AwsManagedKeyTests
{
    private const string Denied = "because no resource-based policy allows the kms:";

    public static TheoryData<string> Predefined => [.. AwsManagedKeys.AliasNames];

    [Theory]
    [MemberData(nameof(Predefined))]
    public async Task Describing_a_predefined_alias_makes_its_key_once(string alias)
    {
        await using var service = await TestService.StartAsync();
        Assert.Null((await AliasesAsync(service)).Single(entry => entry["AliasName"]!.GetValue<string>() == alias)["TargetKeyId"]);
        var made = await DescribeAsync(service, alias);
        Assert.Equal("Enabled ENCRYPT_DECRYPT AWS_KMS AWS SYMMETRIC_DEFAULT",
            string.Join(' ', new[] { "KeyState", "KeyUsage", "Origin", "KeyManager", "KeySpec" }.Select(name => made[name]!.GetValue<string>())));
        Assert.Matches("^Default key that protects my .+ when no other key is defined$", made["Description"]!.GetValue<string>());
        var id = made["KeyId"]!.GetValue<string>();
        Assert.Equal(id, (await DescribeAsync(service, alias))["KeyId"]!.GetValue<string>());
        Assert.Equal(id, (await DescribeAsync(service, $"arn:aws:kms:{TestService.Region}:{TestService.Account}:{alias}"))["KeyId"]!.GetValue<string>());
        Assert.Equal(id, (await DescribeAsync(service, id))["KeyId"]!.GetValue<string>());
        Assert.Equal(id, (await AliasesAsync(service)).Single(entry => entry["AliasName"]!.GetValue<string>() == alias)["TargetKeyId"]!.GetValue<string>());
        Assert.Equal(2, (await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray().Count);
        // What is stored is the policy as it was generated: it is in canonical form and every element of it is valid.
        var managed = AwsManagedKeys.Find(AliasName.Parse(alias))!;
        Assert.Equal(AwsManagedKeyPolicy.Create(TestService.Account, TestService.Region, managed.Access), await PolicyAsync(service, id));
    }

    [Fact]
    public async Task The_key_policy_is_the_one_that_AWS_writes()
    {
        await using var service = await TestService.StartAsync();
        var id = (await DescribeAsync(service, "alias/aws/dynamodb"))["KeyId"]!.GetValue<string>();
        Assert.Equal($$"""
            {
              "Version" : "2012-10-17",
              "Id" : "auto-dynamodb-3",
              "Statement" : [ {
                "Sid" : "Allow access through Amazon DynamoDB for all principals in the account that are authorized to use Amazon DynamoDB",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "*"
                },
                "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
                "Resource" : "*",
                "Condition" : {
                  "StringEquals" : {
                    "kms:CallerAccount" : "{{TestService.Account}}"
                  },
                  "StringLike" : {
                    "kms:ViaService" : "dynamodb.*.amazonaws.com"
                  }
                }
              }, {
                "Sid" : "Allow direct access to key metadata to the account",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "arn:aws:iam::{{TestService.Account}}:root"
                },
                "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
                "Resource" : "*"
              }, {
                "Sid" : "Allow DynamoDB to directly describe the key",
                "Effect" : "Allow",
                "Principal" : {
                  "Service" : "dynamodb.amazonaws.com"
                },
                "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*" ],
                "Resource" : "*"
              } ]
            }
            """.ReplaceLineEndings("\n"), await PolicyAsync(service, id));
    }

    [Fact]
    public async Task Many_first_descriptions_at_once_make_one_key()
    {
        await using var service = await TestService.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/aws/s3" }))));
        Assert.Single(answers.Select(answer => answer.Succeeded().Json["KeyMetadata"]!["KeyId"]!.GetValue<string>()).Distinct());
        Assert.Equal(2, (await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_request_that_comes_second_describes_the_key_of_the_first()
    {
        await using var engine = TestEngine.Start();
        string? first = null;
        engine.Meanwhile = async () => first = IdOf(await engine.CallKmsAsync("DescribeKey", """{"KeyId":"alias/aws/s3"}"""));
        var second = IdOf(await engine.CallKmsAsync("DescribeKey", """{"KeyId":"alias/aws/s3"}"""));
        Assert.NotNull(first);
        Assert.Equal(first, second);

        static string IdOf(Answer answer) => JsonNode.Parse(answer.Body)!["KeyMetadata"]!["KeyId"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_caller_who_may_not_describe_it_makes_none()
    {
        await using var service = await TestService.StartAsync(null, ("user", null), ("looker", TestService.Allow("kms:DescribeKey")));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("user", "DescribeKey", new { KeyId = "alias/aws/s3" })).Code);
        Assert.Single((await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray());
        (await service.KmsAsync("looker", "DescribeKey", new { KeyId = "alias/aws/s3" })).Succeeded();
        Assert.Equal(2, (await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray().Count);
    }

    [Fact]
    public async Task Conditions_on_the_key_hold_for_the_description_that_makes_it()
    {
        await using var service = await TestService.StartAsync(null,
            ("symmetric", TestService.Allow("kms:DescribeKey", "*", """{"StringEquals":{"kms:KeySpec":"SYMMETRIC_DEFAULT","kms:RequestAlias":"alias/aws/s3"}}""")),
            ("rsa", TestService.Allow("kms:DescribeKey", "*", """{"StringEquals":{"kms:KeySpec":"RSA_2048"}}""")));
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("rsa", "DescribeKey", new { KeyId = "alias/aws/s3" })).Code);
        (await service.KmsAsync("symmetric", "DescribeKey", new { KeyId = "alias/aws/s3" })).Succeeded();
    }

    [Fact]
    public async Task Only_DescribeKey_makes_a_key_and_only_for_the_services_that_have_one()
    {
        await using var service = await TestService.StartAsync();
        var notFound = $"Alias arn:aws:kms:{TestService.Region}:{TestService.Account}:alias/aws/s3 is not found.";
        (await service.KmsAsync("root", "Encrypt", new { KeyId = "alias/aws/s3", Plaintext = "AA==" })).Refused("NotFoundException", notFound);
        (await service.KmsAsync("root", "GetPublicKey", new { KeyId = "alias/aws/s3" })).Refused("NotFoundException", notFound);
        foreach (var name in new[] { "alias/aws/nothing", "alias/aws/", "alias/aws/s3/x", "alias/aws/S3" })
            Assert.Equal("NotFoundException", (await service.KmsAsync("root", "DescribeKey", new { KeyId = name })).Code);
        Assert.Equal("AccessDeniedException", (await service.KmsAsync("root", "DescribeKey", new { KeyId = $"arn:aws:kms:{TestService.Region}:210987654321:alias/aws/s3" })).Code);
        Assert.Equal("NotFoundException", (await service.KmsAsync("root", "DescribeKey", new { KeyId = $"arn:aws:kms:eu-west-1:{TestService.Account}:alias/aws/s3" })).Code);
        Assert.Single((await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray());
    }

    [Fact]
    public async Task Each_Region_has_its_own()
    {
        await using var service = await TestService.StartAsync();
        var here = await DescribeAsync(service, "alias/aws/ebs");
        var there = (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/aws/ebs" }, "eu-west-1")).Succeeded().Json["KeyMetadata"]!;
        Assert.NotEqual(here["KeyId"]!.GetValue<string>(), there["KeyId"]!.GetValue<string>());
        Assert.StartsWith("arn:aws:kms:eu-west-1:", there["Arn"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_in_the_account_may_use_manage_or_delete_it()
    {
        await using var service = await TestService.StartAsync(null, ("admin", TestService.Allow("*")));
        var id = (await DescribeAsync(service, "alias/aws/sqs"))["KeyId"]!.GetValue<string>();
        var policy = new { KeyId = id, Policy = """{"Version":"2012-10-17","Statement":[]}""", BypassPolicyLockoutSafetyCheck = true };
        foreach (var (operation, request) in new (string, object)[]
        {
            ("Encrypt", new { KeyId = id, Plaintext = "AA==" }), ("GenerateDataKey", new { KeyId = id, KeySpec = "AES_256" }),
            ("ScheduleKeyDeletion", new { KeyId = id }), ("DisableKey", new { KeyId = id }), ("PutKeyPolicy", policy), ("UpdateKeyDescription", new { KeyId = id, Description = "mine" }),
            ("EnableKeyRotation", new { KeyId = id }), ("DisableKeyRotation", new { KeyId = id }), ("RotateKeyOnDemand", new { KeyId = id }),
            ("TagResource", new { KeyId = id, Tags = new[] { new { TagKey = "a", TagValue = "b" } } }), ("UntagResource", new { KeyId = id, TagKeys = new[] { "a" } }),
            ("CreateGrant", new { KeyId = id, GranteePrincipal = TestService.Account, Operations = new[] { "Decrypt" } }),
            ("CreateAlias", new { AliasName = "alias/mine", TargetKeyId = id }), ("ReplicateKey", new { KeyId = id, ReplicaRegion = "eu-west-1" }),
        })
        {
            foreach (var caller in new[] { "root", "admin" })
            {
                var answer = await service.KmsAsync(caller, operation, request);
                Assert.Equal("AccessDeniedException", answer.Code);
                Assert.Contains($"{Denied}{operation} action", answer["Message"], StringComparison.Ordinal);
            }
        }
        foreach (var (operation, request) in new (string, object)[]
        {
            ("CreateAlias", new { AliasName = "alias/aws/sqs", TargetKeyId = TestService.KeyId }), ("UpdateAlias", new { AliasName = "alias/aws/sqs", TargetKeyId = TestService.KeyId }),
            ("DeleteAlias", new { AliasName = "alias/aws/sqs" }),
        })
            Assert.Equal("NotAuthorizedException", (await service.KmsAsync("root", operation, request)).Code);
        Assert.Equal("Enabled", (await DescribeAsync(service, "alias/aws/sqs"))["KeyState"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_is_rotated_every_year_by_itself()
    {
        await using var service = await TestService.StartAsync();
        var made = await DescribeAsync(service, "alias/aws/rds");
        var status = (await service.KmsAsync("root", "GetKeyRotationStatus", new { KeyId = made["KeyId"]!.GetValue<string>() })).Succeeded().Json;
        Assert.True(status["KeyRotationEnabled"]!.GetValue<bool>());
        Assert.Equal(365, status["RotationPeriodInDays"]!.GetValue<int>());
        for (var year = 1; year <= 2; year++)
        {
            service.Clock.Advance(TimeSpan.FromDays(365));
            Assert.Equal(1, await new Scheduler(service.Engine).RunDueAsync(TestContext.Current.CancellationToken));
            Assert.Equal(year, (await service.KmsAsync("root", "ListKeyRotations", new { KeyId = made["KeyId"]!.GetValue<string>() })).Json["Rotations"]!.AsArray().Count);
        }
        Assert.NotEqual(made["CurrentKeyMaterialId"]!.GetValue<string>(), (await DescribeAsync(service, "alias/aws/rds"))["CurrentKeyMaterialId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task Predefined_aliases_are_listed_among_the_others_whatever_the_page(int limit)
    {
        await using var service = await TestService.StartAsync();
        string[] own = ["alias/a", "alias/aws-mine", "alias/awt", "alias/z"];
        foreach (var name in own) (await service.KmsAsync("root", "CreateAlias", new { AliasName = name, TargetKeyId = TestService.KeyId })).Succeeded();
        foreach (var alias in new[] { "alias/aws/ebs", "alias/aws/xray", "alias/aws/backup" }) await DescribeAsync(service, alias);
        var listed = (await AliasesAsync(service, limit)).Select(entry => entry["AliasName"]!.GetValue<string>()).ToArray();
        Assert.Equal(own.Concat(AwsManagedKeys.AliasNames).Order(StringComparer.Ordinal), listed);
    }

    [Theory]
    [InlineData("ec2.us-east-1.amazonaws.com", Given.A, "kms:Encrypt", true)]
    [InlineData("ec2.us-east-1.amazonaws.com", Given.A, "kms:GenerateDataKeyWithoutPlaintext", true)]
    [InlineData("ec2.us-east-1.amazonaws.com", Given.A, "kms:CreateGrant", true)]
    [InlineData("ec2.us-east-1.amazonaws.com", Given.A, "kms:ScheduleKeyDeletion", false)]
    [InlineData("ec2.eu-west-1.amazonaws.com", Given.A, "kms:Encrypt", false)]
    [InlineData("s3.us-east-1.amazonaws.com", Given.A, "kms:Encrypt", false)]
    [InlineData("ec2.us-east-1.amazonaws.com", Given.B, "kms:Encrypt", false)]
    [InlineData(null, Given.A, "kms:Encrypt", false)]
    public void Its_policy_allows_only_what_comes_through_the_service_from_the_account(string? via, string callerAccount, string action, bool allowed)
    {
        var text = AwsManagedKeyPolicy.Create(Given.A, "us-east-1", AwsManagedKeys.Find(AliasName.Parse("alias/aws/ebs"))!.Access);
        var context = new ConditionContext().With("kms:CallerAccount", callerAccount);
        if (via is not null) context.With("kms:ViaService", via);
        var decision = Authorizer.Decide(new AccessRequest
        {
            Principal = callerAccount == Given.A ? Given.UserU : Given.UserOfB,
            Action = action,
            Resource = Given.Key,
            ResourceAccount = Given.A,
            Context = context,
            IdentityPolicies = callerAccount == Given.A ? [] : [Given.AllowsKms],
            ResourcePolicy = new AttachedPolicy(Given.Parse(PolicyGrammar.KeyPolicy, text), "default", null, PolicySource.KeyPolicy),
            ResourcePolicyMandatory = true,
            CrossAccountAllowed = true,
        });
        Assert.Equal(allowed, decision.Outcome == DecisionOutcome.Allowed);
    }

    private static async Task<JsonNode> DescribeAsync(TestService service, string keyId) =>
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = keyId })).Succeeded().Json["KeyMetadata"]!;

    private static async Task<string> PolicyAsync(TestService service, string keyId) => (await service.KmsAsync("root", "GetKeyPolicy", new { KeyId = keyId })).Succeeded()["Policy"];

    private static async Task<List<JsonNode>> AliasesAsync(TestService service, int limit = 100)
    {
        var entries = new List<JsonNode>();
        string? marker = null;
        do
        {
            var page = (await service.KmsAsync("root", "ListAliases", marker is null ? new { Limit = limit } : new { Limit = limit, Marker = marker })).Succeeded().Json;
            Assert.InRange(page["Aliases"]!.AsArray().Count, 1, limit);
            entries.AddRange(page["Aliases"]!.AsArray()!);
            marker = page["NextMarker"]?.GetValue<string>();
        }
        while (marker is not null);
        return entries;
    }
}
