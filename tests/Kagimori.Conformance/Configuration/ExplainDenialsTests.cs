using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kagimori.Conformance.Configuration;

/// <summary>Denials that say why, as the real aws CLI shows them.</summary>
public sealed partial class ExplainDenialsTests
{
    private static readonly string Denied =
        $"User: {Demo.UserArn(Demo.User1)} is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action";

    [Fact]
    public async Task The_message_is_AWSs_and_after_it_stands_what_decodes_to_the_reason()
    {
        Client.RequireAwsCli();
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(), "--development", "--explain-denials", "open");
        Assert.Contains("Denied callers are told why", server.Output);
        var error = await server.CliOf(Demo.User1).RefusedAsync("kms", "create-key");
        Assert.StartsWith($"An error occurred (AccessDeniedException) when calling the CreateKey operation: {Denied}. Encoded authorization failure message: ", error);
        var encoded = EncodedMessage().Match(error).Groups[1].Value;
        var answer = (await server.CliOf(Demo.Root).RunAsync("sts", "decode-authorization-message", "--encoded-message", encoded)).Json;
        using var decoded = JsonDocument.Parse(answer.GetProperty("DecodedMessage").GetString()!);
        Assert.Equal("kms:CreateKey", decoded.RootElement.GetProperty("context").GetProperty("action").GetString());
        Assert.Equal($"an identity policy of {Demo.UserArn(Demo.User1)} must allow kms:CreateKey on *",
            decoded.RootElement.GetProperty("explanation").GetProperty("hints")[0].GetProperty("changes")[0].GetProperty("text").GetString());
        Assert.Contains("(AccessDenied) when calling the DecodeAuthorizationMessage operation: ",
            await server.CliOf(Demo.User1).RefusedAsync("sts", "decode-authorization-message", "--encoded-message", encoded));
        Assert.EndsWith("(InvalidAuthorizationMessageException) when calling the DecodeAuthorizationMessage operation: Message is not valid",
            await server.CliOf(Demo.Root).RefusedAsync("sts", "decode-authorization-message", "--encoded-message", "x" + encoded));
        using var client = server.ClientOf(Demo.User1);
        Assert.Equal("ImplicitlyDenied", (await client.KmsAsync("CreateKey", "{}")).Json.GetProperty("Explanation").GetProperty("outcome").GetString());
        var record = JsonDocument.Parse((await server.AuditAsync("explain", "--json")).Succeed().Output).RootElement;
        Assert.Equal(Denied, record.GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task Without_development_a_denied_caller_is_not_told_in_the_clear()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed(), "--explain-denials", "encoded");
        using var client = server.ClientOf(Demo.User1);
        var denied = await client.KmsAsync("CreateKey", "{}");
        Assert.Equal(["__type", "Message"], denied.Json.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith($"{Denied}. Encoded authorization failure message: ", denied.Json.GetProperty("Message").GetString());
        await using var plain = await KagimoriServer.StartAsync(Demo.Seed());
        using var other = plain.ClientOf(Demo.User1);
        (await other.KmsAsync("CreateKey", "{}")).IsRefused("AccessDeniedException", Denied);
    }

    [Fact]
    public async Task The_audit_trail_tells_on_which_path_a_request_was_allowed()
    {
        await using var server = await KagimoriServer.StartAsync(Demo.Seed());
        using var root = server.ClientOf(Demo.Root);
        var listed = (await root.KmsAsync("ListKeys", "{}")).Succeed();
        Assert.Equal(0, await server.Process.TerminateAsync());
        Assert.Contains("kms:ListKeys on *: Allowed by being the root user (no resource policy is needed)", (await server.AuditAsync("explain", listed.RequestId)).Succeed().Output);
    }

    [GeneratedRegex(@"Encoded authorization failure message: ([\w-]+)")]
    private static partial Regex EncodedMessage();
}
