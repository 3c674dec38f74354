namespace Kagimori.Tests.Operations.Organizations;

/// <summary>Policies of an organization: their grammar, their names, where they are attached.</summary>
public sealed class OrganizationPolicyTests
{
    private const string ServiceControl = "SERVICE_CONTROL_POLICY";
    private const string ResourceControl = "RESOURCE_CONTROL_POLICY";
    private const string Deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""";

    [Fact]
    public async Task A_policy_is_made_changed_attached_detached_and_deleted()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var made = await CreateAsync(service, "deny", Deny);
        var id = made.Text("Policy", "PolicySummary", "Id");
        Assert.Equal($"arn:aws:organizations::{OrganizationTest.Management}:policy/o-exampleorg/service_control_policy/{id}", made.Text("Policy", "PolicySummary", "Arn"));
        Assert.False(made.Json["Policy"]!["PolicySummary"]!["AwsManaged"]!.GetValue<bool>());
        (await CreateAsync(service, "deny", Deny)).Refuses("DuplicatePolicyException");
        (await CreateAsync(service, "FullAWSAccess", Deny)).Refuses("DuplicatePolicyException");
        Assert.Equal("renamed", (await service.OrganizationsAsync("manager", "UpdatePolicy", new { PolicyId = id, Name = "renamed" })).Text("Policy", "PolicySummary", "Name"));
        Assert.Equal(Deny, (await service.OrganizationsAsync("manager", "DescribePolicy", new { PolicyId = id })).Text("Policy", "Content"));
        (await service.OrganizationsAsync("manager", "UpdatePolicy", new { PolicyId = id, Content = "{}" })).Refuses("MalformedPolicyDocumentException");

        var attach = new { PolicyId = id, TargetId = OrganizationTest.Other };
        (await service.OrganizationsAsync("manager", "AttachPolicy", attach)).Succeeded();
        (await service.OrganizationsAsync("manager", "AttachPolicy", attach)).Refuses("DuplicatePolicyAttachmentException");
        Assert.Equal(new[] { OrganizationTest.FullAccess, id }.Order(StringComparer.Ordinal), (await service.OrganizationsAsync("manager", "ListPoliciesForTarget", new { TargetId = OrganizationTest.Other, Filter = ServiceControl })).List("Policies"));
        var target = (await service.OrganizationsAsync("manager", "ListTargetsForPolicy", new { PolicyId = id })).Succeeded().Json["Targets"]![0]!;
        Assert.Equal($$"""{"TargetId":"{{OrganizationTest.Other}}","Arn":"arn:aws:organizations::{{OrganizationTest.Management}}:account/o-exampleorg/{{OrganizationTest.Other}}","Name":"{{OrganizationTest.Other}}","Type":"ACCOUNT"}""", target.ToJsonString());
        (await service.OrganizationsAsync("manager", "DeletePolicy", new { PolicyId = id })).Refuses("PolicyInUseException");
        (await service.OrganizationsAsync("manager", "DetachPolicy", attach)).Succeeded();
        (await service.OrganizationsAsync("manager", "DetachPolicy", attach)).Refuses("PolicyNotAttachedException");
        (await service.OrganizationsAsync("manager", "DetachPolicy", new { PolicyId = OrganizationTest.FullAccess, TargetId = OrganizationTest.Other })).Refuses("ConstraintViolationException", "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
        (await service.OrganizationsAsync("manager", "DetachPolicy", new { PolicyId = "p-RCPFullAWSAccess", TargetId = OrganizationTest.Other })).Refuses("InvalidInputException", "NON_DETACHABLE_POLICY");
        (await service.OrganizationsAsync("manager", "DeletePolicy", new { PolicyId = id })).Succeeded();
        (await service.OrganizationsAsync("manager", "DescribePolicy", new { PolicyId = id })).Refuses("PolicyNotFoundException");
        (await service.OrganizationsAsync("manager", "DeletePolicy", new { PolicyId = OrganizationTest.FullAccess })).Refuses("InvalidInputException", "IMMUTABLE_POLICY");
        Assert.Equal([OrganizationTest.FullAccess], (await service.OrganizationsAsync("manager", "ListPolicies", new { Filter = ServiceControl })).List("Policies"));
    }

    [Fact]
    public async Task A_target_has_at_most_five_policies_of_a_type()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        for (var i = 2; i <= 6; i++)
        {
            var id = (await CreateAsync(service, $"deny{i}", Deny)).Text("Policy", "PolicySummary", "Id");
            var answer = await service.OrganizationsAsync("manager", "AttachPolicy", new { PolicyId = id, TargetId = "r-ab12" });
            if (i <= 5) answer.Succeeded();
            else answer.Refuses("ConstraintViolationException", "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED");
        }
    }

    [Fact]
    public async Task A_policy_type_is_enabled_with_its_default_policy_everywhere_and_disabled_with_everything_detached()
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var request = new { RootId = "r-ab12", PolicyType = ServiceControl };
        (await service.OrganizationsAsync("manager", "EnablePolicyType", request)).Refuses("PolicyTypeAlreadyEnabledException");
        (await service.OrganizationsAsync("manager", "EnablePolicyType", new { RootId = "r-ab12", PolicyType = "TAG_POLICY" })).Refuses("PolicyTypeNotAvailableForOrganizationException");
        (await service.OrganizationsAsync("manager", "EnablePolicyType", new { RootId = "r-xxxx", PolicyType = ServiceControl })).Refuses("RootNotFoundException");
        var id = (await CreateAsync(service, "deny", Deny)).Text("Policy", "PolicySummary", "Id");
        (await service.OrganizationsAsync("manager", "AttachPolicy", new { PolicyId = id, TargetId = "r-ab12" })).Succeeded();
        (await service.OrganizationsAsync("manager", "DisablePolicyType", request)).Succeeded();
        Assert.Empty((await service.OrganizationsAsync("manager", "ListTargetsForPolicy", new { PolicyId = id })).List("Targets"));
        (await service.OrganizationsAsync("manager", "AttachPolicy", new { PolicyId = id, TargetId = "r-ab12" })).Refuses("PolicyTypeNotEnabledException");
        (await service.OrganizationsAsync("manager", "DisablePolicyType", request)).Refuses("PolicyTypeNotEnabledException");
        (await service.OrganizationsAsync("manager", "EnablePolicyType", request)).Succeeded();
        Assert.Equal(["123456789012", "222222222222", "999999999999", "ou-ab12-11111111", "ou-ab12-22222222", "r-ab12"],
            (await service.OrganizationsAsync("manager", "ListTargetsForPolicy", new { PolicyId = OrganizationTest.FullAccess })).List("Targets", "TargetId"));
    }

    [Theory]
    [InlineData(ServiceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"iam:*","Resource":"arn:aws:kms:*:*:key/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-exampleorg"}}}]}""", true)]
    [InlineData(ServiceControl, """{"Version":"2008-10-17","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ServiceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ServiceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"Decrypt","Resource":"*"}]}""", false)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}]}""", true)]
    [InlineData(ResourceControl, """{"Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"kms:*","NotResource":"arn:aws:kms:us-east-1:*:key/*"}]}""", true)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotPrincipal":"*","Action":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","NotAction":"kms:*","Resource":"*"}]}""", false)]
    [InlineData(ResourceControl, """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""", false)]
    public async Task A_policy_is_of_the_grammar_of_its_type(string type, string content, bool accepted)
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var answer = await CreateAsync(service, "p", content, type);
        if (accepted) answer.Succeeded();
        else
        {
            answer.Refuses("MalformedPolicyDocumentException");
            Assert.Equal("The provided policy document does not meet the requirements of the specified policy type.", answer["Message"]);
        }
    }

    [Theory]
    [InlineData(ServiceControl, 10_240)]
    [InlineData(ResourceControl, 5_120)]
    public async Task A_policy_is_as_long_as_its_type_allows_and_every_character_counts(string type, int most)
    {
        await using var service = await OrganizationTest.StartAsync(OrganizationTest.Organization());
        var content = type == ServiceControl ? Deny : """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""";
        (await CreateAsync(service, "long", content.PadRight(most), type)).Succeeded();
        (await CreateAsync(service, "longer", content.PadRight(most + 1), type)).Refuses("ConstraintViolationException", "POLICY_CONTENT_LIMIT_EXCEEDED");
    }

    private static Task<TestAnswer> CreateAsync(TestService service, string name, string content, string type = ServiceControl) =>
        service.OrganizationsAsync("manager", "CreatePolicy", new { Name = name, Description = "", Type = type, Content = content });
}
