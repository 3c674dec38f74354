using Kagimori.Operations;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>A request for each operation of IAM and STS in which every required member has a value that the service model admits. Nothing that it names is there.</summary>
internal static class SampleRequests
{
    private const string Owner = $"arn:aws:iam::{TestEngine.Account}";
    private const string Document = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    private static readonly Dictionary<string, (string Name, string Value)[]> Members = new (string Name, string Value)[]
    {
        ("UserName", "nobody"), ("GroupName", "nobody"), ("RoleName", "nobody"), ("PolicyName", "nothing"), ("PolicyArn", $"{Owner}:policy/nobody"),
        ("PolicyDocument", Document), ("AssumeRolePolicyDocument", Document), ("VersionId", "v1"), ("PermissionsBoundary", $"{Owner}:policy/nobody"),
        ("SerialNumber", $"{Owner}:mfa/nobody"), ("AuthenticationCode1", "123456"), ("AuthenticationCode2", "654321"), ("VirtualMFADeviceName", "nobody"),
        ("OpenIDConnectProviderArn", $"{Owner}:oidc-provider/nobody.example.com"), ("Url", "https://nobody.example.com"), ("ClientID", "nobody"),
        ("AccessKeyId", "AKIANOBODYNOBODYNOBO"), ("Status", "Active"), ("AccountAlias", "nobody"), ("Description", ""),
        ("PolicySourceArn", $"{Owner}:user/nobody"), ("RoleArn", $"{Owner}:role/nobody"), ("RoleSessionName", "session"), ("Name", "Joe"),
        ("WebIdentityToken", "a.b.c"), ("EncodedMessage", "message"),
    }.ToDictionary(member => member.Name, member => new[] { member });

    static SampleRequests()
    {
        Members.Add("Tags", [("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v")]);
        Members.Add("TagKeys", [("TagKeys.member.1", "k")]);
        Members.Add("ThumbprintList", [("ThumbprintList.member.1", new string('a', 40))]);
        Members.Add("ActionNames", [("ActionNames.member.1", "kms:Decrypt")]);
        Members.Add("PolicyInputList", [("PolicyInputList.member.1", Document)]);
    }

    /// <summary>The required members of an operation.</summary>
    /// <param name="without">A member to leave out.</param>
    public static (string Name, string Value)[] Of(Operation operation, string without = "") =>
        [.. operation.Members.Where(member => member.IsRequired && member.Name != without).SelectMany(member => Members[member.Name])];
}
