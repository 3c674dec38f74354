using static Kagimori.Tests.Operations.Identities.SimulationCalls;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>SimulatePrincipalPolicy: whose policies, and which of them; what is expected was recorded from AWS.</summary>
public sealed class SimulationPrincipalTests : SimulationTest
{
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];

    // A user with an inline policy that lets it get A, in a group with one that lets it put B, both with a managed policy that lets them delete.
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Service.DoneAsync("CreateUser", ("UserName", "u"), ("Path", "/x/"));
        await Service.DoneAsync("CreateGroup", ("GroupName", "g"), ("Path", "/y/"));
        await Service.DoneAsync("AddUserToGroup", ("GroupName", "g"), ("UserName", "u"));
        await Service.DoneAsync("CreateRole", ("RoleName", "r"), ("Path", "/z/"), ("AssumeRolePolicyDocument",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"""));
        await Service.DoneAsync("CreatePolicy", ("PolicyName", "managed"), ("Path", "/m/"), ("PolicyDocument", Of("Allow", "s3:DeleteObject")));
        await Service.DoneAsync("CreatePolicy", ("PolicyName", "bounds"), ("PolicyDocument", """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"}]}"""));
        await Service.DoneAsync("PutUserPolicy", ("UserName", "u"), ("PolicyName", "inline"), ("PolicyDocument", Of("Allow", "s3:GetObject", A)));
        await Service.DoneAsync("PutGroupPolicy", ("GroupName", "g"), ("PolicyName", "inline"), ("PolicyDocument", Of("Allow", "s3:PutObject", B)));
        await Service.DoneAsync("PutRolePolicy", ("RoleName", "r"), ("PolicyName", "inline"), ("PolicyDocument", AllowGet));
        await Service.DoneAsync("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", Arn("policy/m/managed")));
        await Service.DoneAsync("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", Arn("policy/m/managed")));
    }

    [Theory]
    [InlineData("user/x/u")]
    [InlineData("user/u")]
    [InlineData("user/wrong/path/u")]
    public async Task The_policies_of_a_user_and_of_its_groups_are_told_by_where_they_are_attached(string source)
    {
        var answer = await Service.PrincipalAsync(source, List("ResourceArns", A, B), Actions);
        Assert.Equal(["implicitDeny user_u_inline", "implicitDeny group_g_inline", "allowed managed"], answer.Told());
        Assert.Equal(["user_u_inline IAM Policy", "group_g_inline IAM Policy", "managed IAM Policy"], answer.Results().Select(result => result.Matched().Single()[..^(result.Matched()[0].Split(' ')[^1].Length + 1)]));
        Assert.Equal(["implicitDeny", "allowed group_g_inline"], (await Service.PrincipalAsync(source, List("ResourceArns", A, B), "s3:PutObject")).ToldOfResources());
        Assert.Equal(["implicitDeny", "implicitDeny", "allowed managed"], (await Service.PrincipalAsync(source, [], Actions)).Told());
    }

    [Theory]
    [InlineData("group/y/g", "implicitDeny", "allowed group_g_inline", "allowed managed")]
    [InlineData("group/g", "implicitDeny", "allowed group_g_inline", "allowed managed")]
    [InlineData("role/z/r", "allowed role_r_inline", "implicitDeny", "implicitDeny")]
    [InlineData("role/wrong/r", "allowed role_r_inline", "implicitDeny", "implicitDeny")]
    public async Task Groups_and_roles_have_their_own(string source, params string[] told) =>
        Assert.Equal(told, (await Service.PrincipalAsync(source, List("ResourceArns", B), Actions)).Told());

    [Theory]
    [InlineData("user/ghost", 404, "NoSuchEntity", "Unable to retrieve specified IAM entity.")]
    [InlineData("group/ghost", 404, "NoSuchEntity", "Unable to retrieve specified IAM entity.")]
    [InlineData("role/ghost", 404, "NoSuchEntity", "Unable to retrieve specified IAM entity.")]
    [InlineData("arn:aws:iam::210987654321:role/Administrator", 400, "InvalidInput", "Invalid Policy Source Arn: caller's account 123456789012 does not have access to policies in account 210987654321.")]
    [InlineData("arn:aws:iam::123456789012:root", 400, "InvalidInput", "Invalid ARN provided in the request: arn:aws:iam::123456789012:root")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/r/s", 400, "InvalidInput", "Invalid ARN provided in the request: arn:aws:sts::123456789012:assumed-role/r/s")]
    [InlineData("arn:aws:iam::123456789012:policy/managed", 400, "InvalidInput", "Invalid ARN provided in the request: arn:aws:iam::123456789012:policy/managed")]
    public async Task Who_is_not_there_cannot_be_simulated(string source, int status, string code, string message) =>
        (await Service.PrincipalAsync(source, [], "s3:GetObject")).RefusedXml(status, code, message);

    [Fact]
    public async Task Policies_that_are_given_count_beside_its_own() => Assert.Equal(["allowed user_u_inline PolicyInputList.1", "implicitDeny", "allowed managed"],
        (await Service.PrincipalAsync("user/u", [.. Given(AllowGet), .. List("ResourceArns", A)], Actions)).Told());

    [Fact]
    public async Task The_default_version_of_a_managed_policy_counts()
    {
        await Service.DoneAsync("CreatePolicyVersion", ("PolicyArn", Arn("policy/m/managed")), ("PolicyDocument", DenyGet), ("SetAsDefault", "true"));
        Assert.Equal(["explicitDeny managed", "implicitDeny", "implicitDeny"], (await Service.PrincipalAsync("user/u", [], Actions)).Told());
    }

    [Fact]
    public async Task A_boundary_limits_and_a_given_one_stands_in_its_place()
    {
        await Service.DoneAsync("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", Arn("policy/bounds")));
        var answer = await Service.PrincipalAsync("user/u", List("ResourceArns", A), Actions);
        Assert.Equal(["allowed user_u_inline boundary:true", "implicitDeny boundary:true", "implicitDeny boundary:false"], answer.Told());
        Assert.Equal(["implicitDeny boundary:true"], (await Service.PrincipalAsync("user/u", List("ResourceArns", A), "s3:PutObject")).ToldOfResources());

        var given = ("PermissionsBoundaryPolicyInputList.member.1", Of("Allow", "s3:DeleteObject"));
        Assert.Equal(["implicitDeny boundary:false", "implicitDeny boundary:false", "allowed managed boundary:true"], (await Service.PrincipalAsync("user/u", [given, .. List("ResourceArns", A)], Actions)).Told());
    }

    [Fact]
    public async Task A_policy_that_is_attached_and_bounds_allows_as_attached()
    {
        await Service.DoneAsync("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", Arn("policy/bounds")));
        await Service.DoneAsync("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", Arn("policy/bounds")));
        var result = (await Service.PrincipalAsync("user/u", [], "s3:GetObject")).Results().Single();
        Assert.Equal("bounds IAM Policy", Assert.Single(result.Matched()).Split(" 1:")[0]);
    }

    [Fact]
    public async Task Tags_of_the_principal_are_its_own()
    {
        await Service.DoneAsync("TagUser", ("UserName", "u"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));
        var policy = TestService.Allow("s3:GetObject", condition: """{"StringEquals":{"aws:PrincipalTag/team":"red"}}""");
        Assert.Equal(["allowed PolicyInputList.1"], (await Service.PrincipalAsync("user/u", Given(policy), "s3:GetObject")).Told());
        Assert.Equal(["implicitDeny missing:aws:PrincipalTag/team"], (await Service.PrincipalAsync("user/u", [.. Given(policy), ("CallerArn", Arn("user/other"))], "s3:GetObject")).Told());
    }

    // "" excludes nothing; words are kinds of policy, ARNs managed policies, and a kind, a name and a policy's name an inline policy.
    [Theory]
    [InlineData("", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("inline", null, null, "managed")]
    [InlineData("user-managed", "user_u_inline", "group_g_inline", null)]
    [InlineData("aws-managed", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("rcp", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("arn:aws:iam::123456789012:policy/managed", "user_u_inline", "group_g_inline", null)]
    [InlineData("arn:aws:iam::123456789012:policy/m/managed", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("arn:aws:iam::123456789012:policy/wrong/managed", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("arn:aws:iam::123456789012:policy/ghost", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("user u inline", null, "group_g_inline", "managed")]
    [InlineData("group g inline", "user_u_inline", null, "managed")]
    [InlineData("user u* inline", null, "group_g_inline", "managed")]
    [InlineData("user u? inline", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("group u inline", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("role u inline", "user_u_inline", "group_g_inline", "managed")]
    [InlineData("user u Inline", "user_u_inline", "group_g_inline", "managed")]
    public async Task What_is_excluded_does_not_count(string excluded, string? get, string? put, string? delete)
    {
        var told = (await Service.PrincipalAsync("user/u", [.. Exclude(excluded), .. Given(Of("Allow", "s3:ListBucket")), .. List("ResourceArns", B)], [.. Actions, "s3:ListBucket"])).Told();
        var gets = (await Service.PrincipalAsync("user/u", [.. Exclude(excluded), .. List("ResourceArns", A)], "s3:GetObject")).Told().Single();
        Assert.Equal((Decision(get), Decision(put), Decision(delete), "allowed PolicyInputList.1"), (gets, told[1], told[2], told[3]));

        static string Decision(string? matched) => matched is null ? "implicitDeny" : $"allowed {matched}";
    }

    [Fact]
    public async Task An_attached_boundary_can_be_excluded_and_a_given_one_stays()
    {
        await Service.DoneAsync("PutUserPermissionsBoundary", ("UserName", "u"), ("PermissionsBoundary", Arn("policy/bounds")));
        Assert.Equal(["allowed managed"], (await Service.PrincipalAsync("user/u", Exclude("permission-boundary"), "s3:DeleteObject")).Told());
        foreach (var other in new[] { "user-managed", Arn("policy/bounds") })
            Assert.Equal(["implicitDeny boundary:false"], (await Service.PrincipalAsync("user/u", Exclude(other), "s3:DeleteObject")).Told());
        Assert.Equal(["implicitDeny boundary:false"],
            (await Service.PrincipalAsync("user/u", [.. Exclude("permission-boundary"), ("PermissionsBoundaryPolicyInputList.member.1", AllowGet)], "s3:DeleteObject")).Told());
    }

    [Theory]
    [InlineData("user u in?ine", "InvalidInput", "Invalid inline policy exclusion: policyName, attachmentType, and attachmentName are required")]
    [InlineData("user u in*", "InvalidInput", "Invalid inline policy exclusion: policyName, attachmentType, and attachmentName are required")]
    [InlineData("user a*b* inline", "InvalidInput", "Invalid inline policy exclusion: policyName, attachmentType, and attachmentName are required")]
    [InlineData("user u", "InvalidInput", "Invalid inline policy exclusion: policyName, attachmentType, and attachmentName are required")]
    [InlineData("user u *", "ValidationError", @"1 validation error detected: Value '*' at 'policyExclusionList.1.member.inlinePolicyIdentifier.policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: .*[\w+=,.@-]+.*")]
    [InlineData("user * inline", "ValidationError", @"1 validation error detected: Value '*' at 'policyExclusionList.1.member.inlinePolicyIdentifier.attachmentName' failed to satisfy constraint: Member must satisfy regular expression pattern: .*[\w+=,.@-]+.*")]
    [InlineData("bogus", "ValidationError", "1 validation error detected: Value 'bogus' at 'policyExclusionList.1.member.policyType' failed to satisfy constraint: Member must satisfy enum value set: [scp, permission-boundary, aws-managed, inline, user-managed, rcp]")]
    [InlineData("users u inline", "ValidationError", "1 validation error detected: Value 'users' at 'policyExclusionList.1.member.inlinePolicyIdentifier.attachmentType' failed to satisfy constraint: Member must satisfy enum value set: [user, role, group]")]
    public async Task What_can_be_excluded_is_told_in_full(string excluded, string code, string message) =>
        (await Service.PrincipalAsync("user/u", Exclude(excluded), "s3:GetObject")).RefusedXml(400, code, message);

    internal static (string, string)[] Exclude(string what)
    {
        const string Member = "PolicyExclusionList.member.1.";
        if (what.Length == 0) return [];
        if (what.StartsWith("arn:", StringComparison.Ordinal)) return [(Member + "PolicyArn", what)];
        string[] words = what.Split(' '), names = ["AttachmentType", "AttachmentName", "PolicyName"];
        return words.Length == 1 ? [(Member + "PolicyType", what)] : [.. words.Select((word, i) => ($"{Member}InlinePolicyIdentifier.{names[i]}", word))];
    }
}
