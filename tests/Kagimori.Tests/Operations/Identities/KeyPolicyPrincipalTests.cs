namespace Kagimori.Tests.Operations.Identities;

public sealed class KeyPolicyPrincipalTests : IamTest
{
    [Fact]
    public async Task A_key_policy_does_not_apply_to_a_user_made_anew_under_the_same_name()
    {
        var id = (await AddUser("alice"))["UserId"]!;
        var first = (await Done("CreateAccessKey", ("UserName", "alice")))["AccessKeyId"]!;
        var policy = $$$"""
            {\"Version\":\"2012-10-17\",\"Statement\":[
            {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::{{{TestEngine.Account}}}:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},
            {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::{{{TestEngine.Account}}}:user/alice\"},\"Action\":\"kms:DescribeKey\",\"Resource\":\"*\"}]}
            """.ReplaceLineEndings("");
        var created = (await Engine.CallKmsAsync("CreateKey", $$"""{"Policy":"{{policy}}"}""")).Body;
        var keyId = System.Text.Json.JsonDocument.Parse(created).RootElement.GetProperty("KeyMetadata").GetProperty("KeyId").GetString();
        var request = $$"""{"KeyId":"{{keyId}}"}""";
        (await Engine.CallKmsAsync("DescribeKey", request, first)).Accepted();
        await Done("DeleteAccessKey", ("UserName", "alice"), ("AccessKeyId", first));
        await Done("DeleteUser", ("UserName", "alice"));
        await AddUser("alice");
        var second = (await Done("CreateAccessKey", ("UserName", "alice")))["AccessKeyId"]!;
        Assert.Equal("AccessDeniedException", (await Engine.CallKmsAsync("DescribeKey", request, second)).Refusal!.Code);
        Assert.Contains(id, (await Engine.CallKmsAsync("GetKeyPolicy", request)).Body);
    }
}
