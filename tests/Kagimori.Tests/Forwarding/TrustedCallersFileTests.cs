using System.Text;
using Kagimori.Forwarding;
using Kagimori.Policies;

namespace Kagimori.Tests.Forwarding;

public sealed class TrustedCallersFileTests
{
    [Fact]
    public void Every_session_of_a_trusted_role_is_trusted_and_nobody_else()
    {
        var trusted = TrustedCallersFile.Read("""{"trustedCallers":[{"principal":"arn:aws:iam::123456789012:role/path/storage","services":["s3.amazonaws.com"]}]}"""u8, out var errors);
        Assert.Empty(errors);
        Assert.NotNull(trusted!.Find(Principal.AssumedRole("arn:aws:iam::123456789012:role/path/storage", "AROAAAAAAAAAAAAAAAAAA", "s1")));
        Assert.Null(trusted.Find(Principal.AssumedRole("arn:aws:iam::123456789012:role/storage", "AROAAAAAAAAAAAAAAAAAA", "s1")));
        Assert.Null(trusted.Find(Principal.User("arn:aws:iam::123456789012:user/storage", "AIDAAAAAAAAAAAAAAAAAA")));
        Assert.False(trusted.Find(Principal.AssumedRole("arn:aws:iam::123456789012:role/path/storage", "AROAAAAAAAAAAAAAAAAAA", "s1"))!.SpeaksFor("123456789012"));
    }

    [Theory]
    [InlineData("{}", "principal: is required.")]
    [InlineData("""{"principal":"arn:aws:iam::123456789012:root"}""", "principal: 'arn:aws:iam::123456789012:root' is not the ARN of an IAM user or role.")]
    [InlineData("""{"principal":"arn:aws:iam::1:user/u"}""", "principal: 'arn:aws:iam::1:user/u' is not the ARN of an IAM user or role.")]
    [InlineData("""{"principal":"arn:aws:iam::123456789012:user/u","services":["S3"]}""", "services: 'S3' is not a host name of lower-case letters, digits, dashes and dots.")]
    [InlineData("""{"principal":"arn:aws:iam::123456789012:user/u","accounts":["1"]}""", "accounts: '1' is neither a 12-digit account id nor *.")]
    [InlineData("""{"principal":"arn:aws:iam::123456789012:user/u","other":1}""", "other: is not a member that stands here.")]
    [InlineData("""{"principal":"arn:aws:iam::123456789012:user/u","vpcEndpoints":[{"id":"vpce-1","vpc":"x","account":"123456789012"}]}""", "vpcEndpoints[0].vpc: 'x' is not a VPC id, vpc-….")]
    public void What_is_wrong_is_told_with_its_place(string caller, string error)
    {
        Assert.Null(TrustedCallersFile.Read(Encoding.UTF8.GetBytes($$"""{"trustedCallers":[{{caller}}]}"""), out var errors));
        Assert.Equal([$"trustedCallers[0].{error}"], errors);
    }

    [Fact]
    public void A_policy_of_an_endpoint_must_be_a_policy_and_the_file_must_be_JSON()
    {
        Assert.Null(TrustedCallersFile.Read(
            """{"trustedCallers":[{"principal":"arn:aws:iam::123456789012:user/u","vpcEndpoints":[{"id":"vpce-1","vpc":"vpc-1","account":"123456789012","policy":{}}]}]}"""u8, out var errors));
        Assert.StartsWith("trustedCallers[0].vpcEndpoints[0].policy: ", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Null(TrustedCallersFile.Read("{"u8, out errors));
        Assert.Single(errors);
    }
}
