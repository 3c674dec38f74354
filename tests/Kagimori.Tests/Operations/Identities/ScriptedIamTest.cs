using System.Text;
using Kagimori.Tests.Operations.Sessions;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>A test whose calls are texts: <c>CreateUser UserName=*; DeleteUser UserName=*</c>, in an account with one entity of each kind, called <c>owner</c>.</summary>
/// <remarks>
/// In a value <c>*</c> is the item at hand; <c>@NAME</c>, <c>mfa/NAME</c> and <c>oidc/NAME</c> are ARNs; <c>$policy</c>, <c>$trust</c>, <c>$large</c> and
/// <c>$thumbprint</c> are what they say. EnableMFADevice gets the codes of its device unless it names others.
/// </remarks>
public abstract class ScriptedIamTest : IamTest, IAsyncLifetime
{
    private const string Account = TestEngine.Account;

    private readonly Dictionary<string, Authenticator> _devices = [];

    public async ValueTask InitializeAsync() => (await RunAsync(
        "CreateUser UserName=owner; CreateGroup GroupName=owner; CreateRole RoleName=owner AssumeRolePolicyDocument=$trust;"
        + "CreatePolicy PolicyName=owner PolicyDocument=$policy; CreateVirtualMFADevice VirtualMFADeviceName=owner;"
        + "CreateOpenIDConnectProvider Url=https://owner.example.com")).Accepted();

    /// <summary>Makes the calls of a script: all but the last must be accepted. Between calls a second passes.</summary>
    private protected async Task<Answer> RunAsync(string script, string item = "")
    {
        Answer? answer = null;
        foreach (var call in script.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            answer?.Accepted();
            Engine.Clock.Advance(TimeSpan.FromSeconds(1));
            answer = await CallAsync(call.Split(' '), item);
        }
        return answer!;
    }

    private protected static (string Name, string Value)[] ParametersOf(IEnumerable<string> words, string item = "") =>
        [.. words.Select(word => word.Split('=', 2)).Select(pair => (pair[0].Replace("*", item, StringComparison.Ordinal), ValueOf(pair[1], item)))];

    private async Task<Answer> CallAsync(string[] words, string item)
    {
        var parameters = ParametersOf(words[1..], item);
        var serial = parameters.FirstOrDefault(parameter => parameter.Name == "SerialNumber").Value;
        if (words[0] == "EnableMFADevice" && parameters.All(parameter => parameter.Name != "AuthenticationCode1"))
        {
            var (device, now) = (_devices[serial!], Engine.Clock.GetUtcNow());
            parameters = [.. parameters, ("AuthenticationCode1", device.CodeAt(now, -1)), ("AuthenticationCode2", device.CodeAt(now))];
        }
        var answer = await Call(words[0], parameters);
        if (words[0] == "CreateVirtualMFADevice" && answer.Refusal is null)
        {
            serial = answer["SerialNumber"]!;
            _devices[serial] = new Authenticator(serial, Encoding.ASCII.GetString(Convert.FromBase64String(answer["Base32StringSeed"]!)));
        }
        return answer;
    }

    private static string ValueOf(string text, string item)
    {
        var value = text.Replace("*", item, StringComparison.Ordinal);
        if (value.StartsWith('@')) return PolicyArn(value[1..]);
        if (value.StartsWith("mfa/", StringComparison.Ordinal)) return $"arn:aws:iam::{Account}:{value}";
        if (value.StartsWith("oidc/", StringComparison.Ordinal)) return $"arn:aws:iam::{Account}:oidc-provider/{value[5..]}";
        return value switch
        {
            "$policy" => Everything,
            "$trust" => TrustingRoot,
            "$large" => PolicyOfSize(10_241),
            "$thumbprint" => new string('a', 40),
            _ => value,
        };
    }
}
