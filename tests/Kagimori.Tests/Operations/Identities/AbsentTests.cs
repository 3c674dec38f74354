namespace Kagimori.Tests.Operations.Identities;

public sealed class AbsentTests : IamTest
{
    [Theory]
    [InlineData("ListSigningCertificates", "Certificates"), InlineData("ListSSHPublicKeys", "SSHPublicKeys")]
    [InlineData("ListServiceSpecificCredentials", "ServiceSpecificCredentials")]
    public async Task A_user_has_none_of_these(string operation, string list)
    {
        await AddUser("alice");
        Assert.Equal([list, "IsTruncated"], (await Done(operation, ("UserName", "alice"))).MembersOf($"{operation}Result"));
        Assert.Empty((await Done(operation)).MembersText(list));
        (await Call(operation, ("UserName", "ghost"))).IsRefused("NoSuchEntity", "The user with name ghost cannot be found.");
    }

    [Fact]
    public async Task A_role_is_in_no_instance_profile()
    {
        await AddRole("r");
        Assert.Empty((await Done("ListInstanceProfilesForRole", ("RoleName", "r"))).MembersText("InstanceProfiles"));
        (await Call("ListInstanceProfilesForRole", ("RoleName", "x"))).IsRefused("NoSuchEntity", "The role with name x cannot be found.");
    }

    [Theory, InlineData("GetLoginProfile"), InlineData("DeleteLoginProfile")]
    public async Task No_user_has_a_password(string operation)
    {
        await AddUser("alice");
        (await Call(operation, ("UserName", "alice"))).IsRefused("NoSuchEntity", "Login Profile for User alice cannot be found.");
        (await Call(operation, ("UserName", "ghost"))).IsRefused("NoSuchEntity", "The user with name ghost cannot be found.");
    }
}
