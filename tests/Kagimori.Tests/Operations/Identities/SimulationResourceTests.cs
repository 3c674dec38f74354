using static Kagimori.Tests.Operations.Identities.SimulationCalls;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>Resources of simulations and their policies; what is expected was recorded from AWS.</summary>
public sealed class SimulationResourceTests : SimulationTest
{
    private const string User = "arn:aws:iam::123456789012:user/x/u";

    [Theory]
    [InlineData("s3:GetObject", A, true)]
    [InlineData("s3:GetObject", "arn:aws-cn:s3:::recorded", true)]
    [InlineData("s3:GetObject", "arn:aws:iam::123456789012:user/u", false)]
    [InlineData("s3:ListBucket", A, true)]
    [InlineData("s3:ListAllMyBuckets", A, false)]
    [InlineData("s3:MadeUp", "arn:unknown:s3:region:account:*", true)]
    [InlineData("madeup:Action", "arn:aws:iam::123456789012:user/u", true)]
    [InlineData("iam:GetUser", "arn:aws:iam::123456789012:user/u", true)]
    [InlineData("IAM:getuser", "arn:aws:iam::123456789012:user/u", true)]
    [InlineData("iam:GetUser", "arn:aws:iam::123456789012:role/u", false)]
    [InlineData("iam:PassRole", "arn:aws:iam::123456789012:role/r", true)]
    [InlineData("iam:PassRole", "arn:aws:iam::123456789012:user/r", false)]
    [InlineData("iam:ListUsers", "arn:aws:iam::123456789012:user/u", false)]
    [InlineData("iam:MadeUp", "arn:aws:s3:::recorded", true)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::123456789012:role/r", true)]
    [InlineData("sts:AssumeRole", "arn:aws:iam::123456789012:user/r", false)]
    [InlineData("sts:GetCallerIdentity", "arn:aws:iam::123456789012:user/u", false)]
    [InlineData("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1", true)]
    [InlineData("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:alias/a", false)]
    [InlineData("kms:CreateAlias", "arn:aws:kms:us-east-1:123456789012:alias/a", true)]
    [InlineData("kms:CreateKey", "arn:aws:kms:us-east-1:123456789012:key/1", false)]
    [InlineData("sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:queue", true)]
    [InlineData("sqs:SendMessage", "arn:aws:sns:us-east-1:123456789012:topic", false)]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f", true)]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:us-east-1::image/ami-1", true)]
    [InlineData("ec2:DescribeInstances", "arn:aws:ec2:us-east-1:123456789012:instance/i-1", false)]
    public async Task An_action_is_done_to_resources_of_its_kind_alone(string action, string resource, bool isAllowed)
    {
        var answer = await Service.CustomAsync([.. Given(AllowAll), .. List("ResourceArns", resource)], action);
        Assert.Equal([isAllowed ? "allowed PolicyInputList.1" : "implicitDeny"], answer.Told());
        Assert.Equal(resource, answer.Results().Single().Text("EvalResourceName"));
    }

    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::${BucketName}/${KeyName}")]
    [InlineData("iam:GetUser", "arn:aws:iam::${Account}:${ResourceType}/${ResourceName}")]
    [InlineData("sts:AssumeRole", "arn:aws:iam::${Account}:${RelativeId}")]
    [InlineData("sqs:SendMessage", "arn:aws:sqs:${Region}:${Account}:${QueueName}")]
    [InlineData("kms:Decrypt", "arn:aws:kms:${Region}:${Account}:${ResourceType}/${Id}")]
    [InlineData("lambda:InvokeFunction", "arn:aws:lambda:${Region}:${Account}:${ResourceType}:${ResourceId}")]
    [InlineData("ec2:RunInstances", "arn:aws:ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}")]
    [InlineData("madeup:Action", "*")]
    [InlineData("iam:MadeUp", "*")]
    public async Task Several_resources_are_told_as_one_of_their_kind(string action, string template)
    {
        var answer = await Service.CustomAsync([.. Given(AllowAll), .. List("ResourceArns", A, "arn:aws-cn:s3:::recorded")], action);
        Assert.Equal(template, answer.Results().Single().Text("EvalResourceName"));
        answer = await Service.CustomAsync([.. Given(AllowAll), .. List("ResourceArns", "arn:aws-cn:s3:::recorded", A)], action);
        Assert.Equal(template.Replace(":aws:", ":aws-cn:", StringComparison.Ordinal), answer.Results().Single().Text("EvalResourceName"));
    }

    [Fact]
    public async Task Actions_that_are_and_that_are_not_cannot_be_asked_of_resources_together()
    {
        (string, string)[] policies = Given(AllowAll);
        (await Service.CustomAsync([.. policies, .. List("ResourceArns", A)], "s3:GetObject", "iam:GetUser", "s3:*", "iam:MadeUp")).RefusedXml(400, "InvalidInput",
            "Invalid Input Actions: [s3:GetObject,iam:GetUser] and [s3:*,iam:MadeUp] require different authorization information. ");
        Assert.Equal(2, (await Service.CustomAsync([.. policies, .. List("ResourceArns", A)], "s3:*", "iam:MadeUp")).Told().Length);
        Assert.Equal(2, (await Service.CustomAsync(policies, "s3:GetObject", "iam:MadeUp")).Told().Length);
    }

    [Theory]
    [InlineData("ec2:RunInstances", "EC2-VPC-InstanceStore", null)]
    [InlineData("cloudwatch:TagResource", "CloudWatch-Alarm", null)]
    [InlineData("devicefarm:ScheduleRun", "Device Pool as filter", null)]
    [InlineData("ec2:RunInstances", "CloudWatch-Alarm", "ec2:RunInstances has no resource handling option CloudWatch-Alarm.")]
    [InlineData("s3:GetObject", "EC2-VPC-InstanceStore", "Action does not support resource handling options: s3:GetObject. Please refer to the documentation for more details: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html")]
    public async Task Few_actions_have_ways_to_handle_resources(string action, string option, string? message)
    {
        (string, string)[] given = [.. Given(AllowAll), ("ResourceHandlingOption", option)];
        (await Service.CustomAsync(given, action)).Succeeded();
        var answer = await Service.CustomAsync([.. given, .. List("ResourceArns", "arn:aws:ec2:us-east-1:123456789012:instance/i-1")], action);
        if (message is null) answer.Succeeded();
        else answer.RefusedXml(400, "InvalidInput", "Invalid input resource handling options. " + message);
    }

    // Within the account: whom the resource's policy names, and what it, the caller's policy and the caller's boundary say.
    [Theory]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Allow", "Deny", null, "explicitDeny PolicyInputList.1")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Allow", "Allow", null, "allowed ResourcePolicy PolicyInputList.1")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Allow", null, null, "allowed ResourcePolicy")]
    [InlineData("\"AWS\":\"*\"", "Allow", null, null, "allowed ResourcePolicy")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:root\"", "Allow", null, null, "allowed ResourcePolicy")]
    [InlineData("\"AWS\":\"123456789012\"", "Allow", null, "Put", "allowed ResourcePolicy boundary:false")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/other\"", "Allow", null, null, "implicitDeny")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/other\"", "Allow", "Allow", null, "allowed PolicyInputList.1")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Deny", "Allow", null, "explicitDeny ResourcePolicy")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Allow", "Allow", "Put", "allowed ResourcePolicy PolicyInputList.1 boundary:false")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Allow", "Allow", "Deny", "explicitDeny PermissionsBoundaryPolicyInputList.1 boundary:false")]
    [InlineData("\"AWS\":\"arn:aws:iam::123456789012:user/x/u\"", "Allow", "Allow", "Allow", "allowed ResourcePolicy PolicyInputList.1 boundary:true")]
    public async Task Within_the_account_the_resource_lets_in_whom_it_names(string named, string effect, string? identity, string? boundary, string told)
    {
        foreach (var owner in new[] { "arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:user/any/body", null })
        {
            (string, string)[] owned = owner is null ? [] : [("ResourceOwner", owner)];
            var answer = await Service.CustomAsync([.. ResourceCase(named, effect, identity, boundary), .. owned], "s3:GetObject");
            Assert.Equal([told], answer.Told());
            Assert.Equal([told], answer.ToldOfResources());
        }
    }

    // Across accounts everybody has to allow, and each side is told.
    [Theory]
    [InlineData("Allow", "Allow", null, "allowed ResourcePolicy PolicyInputList.1", "Resource:allowed IAM:allowed")]
    [InlineData("Allow", null, null, "implicitDeny", "Resource:allowed IAM:implicitDeny")]
    [InlineData("Deny", "Allow", null, "explicitDeny ResourcePolicy", "Resource:explicitDeny IAM:allowed")]
    [InlineData("Allow", "Deny", null, "explicitDeny PolicyInputList.1", "Resource:allowed IAM:explicitDeny")]
    [InlineData("Allow", "Allow", "Put", "implicitDeny boundary:false", "Resource:allowed IAM:allowed Permissions:implicitDeny")]
    [InlineData("Allow", "Allow", "Deny", "explicitDeny PermissionsBoundaryPolicyInputList.1 boundary:false", "Resource:allowed IAM:allowed Permissions:explicitDeny")]
    [InlineData("Allow", "Allow", "Allow", "allowed ResourcePolicy PolicyInputList.1 boundary:true", "Resource:allowed IAM:allowed Permissions:allowed")]
    public async Task Across_accounts_each_side_is_told(string effect, string? identity, string? boundary, string told, string sides)
    {
        var answer = await Service.CustomAsync([.. ResourceCase($"\"AWS\":\"{User}\"", effect, identity, boundary), ("ResourceOwner", $"arn:aws:iam::{Other}:root")], "s3:GetObject");
        Assert.Equal([$"{told} {sides}"], answer.Told());
        Assert.Equal([$"{told} {sides}"], answer.ToldOfResources());
    }

    [Fact]
    public async Task The_account_in_an_ARN_is_nobody()
    {
        var queue = $"arn:aws:sqs:us-east-1:{Other}:queue";
        var answer = await Service.CustomAsync([.. Given(Of("Allow", "sqs:*")), .. List("ResourceArns", queue)], "sqs:SendMessage");
        Assert.Equal(["allowed PolicyInputList.1"], answer.Told());
        (string, string)[] policy = [("ResourcePolicy", Of("Allow", "sqs:*", queue, $"{{\"AWS\":\"{User}\"}}")), ("CallerArn", User)];
        Assert.Equal(["allowed ResourcePolicy"], (await Service.CustomAsync([.. Given(Of("Allow", "s3:*")), .. List("ResourceArns", queue), .. policy], "sqs:SendMessage")).Told());
    }

    [Theory]
    [InlineData("CallerArn", null, "Invalid caller - Caller cannot be null or empty.")]
    [InlineData("CallerArn", "arn:aws:iam::123456789012:root", "Invalid caller - Caller must be an IAM user, role or group in this context.")]
    [InlineData("ResourceArns.member.1", null, "Invalid Entity Arn: * does not clearly define entity type and name.")]
    [InlineData("ResourceArns.member.1", "*", "Invalid Entity Arn: * does not clearly define entity type and name.")]
    [InlineData("ResourcePolicy", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}""", "ResourceNames are not in a valid ARN format: *.")]
    [InlineData("ResourcePolicy", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::recorded/a"}]}""", "Resource policy has invalid content")]
    [InlineData("ResourcePolicy", "{", "Resource policy has invalid content")]
    public async Task A_resource_policy_needs_a_caller_and_resources(string name, string? value, string message)
    {
        (string Name, string Value)[] given = [.. ResourceCase("\"AWS\":\"*\"", "Allow", "Allow", null).Where(parameter => parameter.Item1 != name)];
        (await Service.CustomAsync(value is null ? given : [.. given, (name, value)], "s3:GetObject")).RefusedXml(400, "InvalidInput", message);
    }

    [Theory]
    [InlineData("user/u")]
    [InlineData("group/g")]
    [InlineData("role/r")]
    public async Task A_simulated_principal_is_known_to_the_resource(string source)
    {
        await Service.DoneAsync("CreateUser", ("UserName", "u"));
        await Service.DoneAsync("CreateGroup", ("GroupName", "g"));
        await Service.DoneAsync("CreateRole", ("RoleName", "r"),
            ("AssumeRolePolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""));
        (string, string)[] given = [("ResourcePolicy", Of("Allow", "s3:GetObject", A, """{"AWS":"123456789012"}""")), .. List("ResourceArns", A)];
        Assert.Equal(["allowed ResourcePolicy"], (await Service.PrincipalAsync(source, given, "s3:GetObject")).Told());
    }

    [Theory]
    [InlineData("111111111111", "allowed", "allowed allowed")]
    [InlineData("999999999999", "implicitDeny", "allowed implicitDeny")]
    public async Task A_key_of_another_account_is_asked_as_any_resource(string named, string decision, string sides)
    {
        var key = $"arn:aws:kms:us-east-1:{Other}:key/1";
        var result = (await Service.CustomAsync([
            .. Given(Of("Allow", "kms:Decrypt")), .. List("ResourceArns", key), ("ResourcePolicy", Of("Allow", "kms:*", "*", $$$"""{"AWS":"{{{named}}}"}""")),
            ("ResourceOwner", $"arn:aws:iam::{Other}:root"), ("CallerArn", "arn:aws:iam::111111111111:user/u"),
        ], "kms:Decrypt")).Results().Single();
        Assert.Equal(decision, result.Text("EvalDecision"));
        var details = result.Child("EvalDecisionDetails").Elements().ToDictionary(entry => entry.Text("key"), entry => entry.Text("value"));
        Assert.Equal(sides, $"{details["IAM Policy"]} {details["Resource Policy"]}");
    }

    [Fact]
    public async Task A_key_policy_that_lets_nobody_in_denies_within_the_account_too()
    {
        (string, string)[] given = [.. Given(Of("Allow", "kms:Decrypt")), .. List("ResourceArns", TestService.KeyArn)];
        var keyPolicy = ("ResourcePolicy", Of("Allow", "kms:*", "*", """{"AWS":"arn:aws:iam::123456789012:user/other"}"""));
        Assert.Equal(["implicitDeny"], (await Service.CustomAsync([.. given, keyPolicy, ("CallerArn", User)], "kms:Decrypt")).Told());
        Assert.Equal(["allowed ResourcePolicy PolicyInputList.1"], (await Service.CustomAsync([.. given, keyPolicy, ("CallerArn", Arn("user/other"))], "kms:Decrypt")).Told());
        // Naming the account lets in whom the account allows, and nobody else.
        (string, string)[] delegating = [("ResourcePolicy", Of("Allow", "kms:*", "*", """{"AWS":"123456789012"}""")), ("CallerArn", User)];
        Assert.Equal(["allowed ResourcePolicy PolicyInputList.1"], (await Service.CustomAsync([.. given, .. delegating], "kms:Decrypt")).Told());
        Assert.Equal(["implicitDeny"], (await Service.CustomAsync([.. given, .. delegating], "kms:Encrypt")).Told());
    }

    private static (string, string)[] ResourceCase(string named, string effect, string? identity, string? boundary)
    {
        static string Policy(string kind) => kind == "Put" ? Of("Allow", "s3:PutObject") : Of(kind, "s3:GetObject");
        (string, string)[] bounds = boundary is null ? [] : [("PermissionsBoundaryPolicyInputList.member.1", Policy(boundary))];
        return
        [
            .. Given(Policy(identity ?? "Put")), .. bounds, .. List("ResourceArns", A), ("ResourcePolicy", Of(effect, "s3:GetObject", A, $"{{{named}}}")), ("CallerArn", User),
        ];
    }
}
