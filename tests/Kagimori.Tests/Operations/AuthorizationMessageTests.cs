using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Tests.Authorization;

namespace Kagimori.Tests.Operations;

/// <summary>Encoded authorization messages: what they say, who can read them, and denials that explain themselves.</summary>
public sealed partial class AuthorizationMessageTests
{
    private static readonly object Hello = new { KeyId = DenialWorld.Delegating, Plaintext = "eA==", EncryptionContext = new { app = "billing" } };

    [Fact]
    public async Task An_implicit_deny_is_decoded_in_the_shape_of_AWS_with_the_remedies()
    {
        await using var service = await StartAsync(DenialDetail.Encoded);
        var answer = await service.KmsAsync("nobody", "Encrypt", Hello);
        Assert.Equal(["__type", "Message"], answer.Json.Select(member => member.Key));
        Assert.StartsWith($"User: arn:aws:iam::{DenialWorld.A}:user/nobody is not authorized to perform: kms:Encrypt on resource: {DenialWorld.Delegating} because no identity-based policy allows"
            + " the kms:Encrypt action. Encoded authorization failure message: ", answer["Message"], StringComparison.Ordinal);
        var decoded = await DecodeAsync(service, "root", answer);
        Assert.Equal(["allowed", "explicitDeny", "matchedStatements", "failures", "context", "explanation"], decoded.Select(member => member.Key));
        Assert.Equal("""{"allowed":false,"explicitDeny":false,"matchedStatements":{"items":[]},"failures":{"items":[]}}""",
            new JsonObject(decoded.Take(4).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString());
        var context = decoded["context"]!.AsObject();
        Assert.Equal(["principal", "action", "resource", "conditions"], context.Select(member => member.Key));
        Assert.Equal($"nobody arn:aws:iam::{DenialWorld.A}:user/nobody kms:Encrypt {DenialWorld.Delegating}", $"{context["principal"]!["name"]} {context["principal"]!["arn"]} {context["action"]} {context["resource"]}");
        Assert.Matches("^AIDA", context["principal"]!["id"]!.GetValue<string>());
        var conditions = Conditions(context);
        Assert.Equal("billing", conditions["kms:EncryptionContext:app"]);
        Assert.Equal("app", conditions["kms:EncryptionContextKeys"]);
        Assert.Equal("SYMMETRIC_DEFAULT", conditions["kms:KeySpec"]);
        Assert.Equal("127.0.0.1", conditions["aws:SourceIp"]);
        Assert.Equal($"an identity policy of arn:aws:iam::{DenialWorld.A}:user/nobody must allow kms:Encrypt on {DenialWorld.Delegating}",
            decoded["explanation"]!["hints"]![0]!["changes"]![0]!["text"]!.GetValue<string>());
        // The trail has AWS's message alone, and what the caller was not told.
        Assert.DoesNotContain("Encoded", service.AuditRecords().Last(record => record["errorCode"] is not null)["errorMessage"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explicit_deny_is_decoded_with_the_statement_that_matched()
    {
        await using var service = await StartAsync(DenialDetail.Encoded);
        var decoded = await DecodeAsync(service, "root", await service.KmsAsync("allowed", "Encrypt", new { KeyId = DenialWorld.Locked, Plaintext = "eA==" }));
        Assert.True((bool)decoded["explicitDeny"]!);
        Assert.Equal("""
            {"statementId":"","effect":"DENY","principals":{"items":[{"value":"*"}]},"principalGroups":{"items":[]},"actions":{"items":[{"value":"kms:Encrypt"}]},"resources":{"items":[{"value":"*"}]},"conditions":{"items":[]}}
            """.Trim(), Assert.Single(decoded["matchedStatements"]!["items"]!.AsArray())!.ToJsonString());
        var session = await service.AssumeAsync("allowed", "open", "ana", ("PolicyArns.member.1.arn", DenialWorld.Denying));
        var ofSession = await DecodeAsync(service, "root", await service.KmsAsync(session, "Encrypt", Hello));
        Assert.Matches("^AROA[A-Z2-7]{17}$", ofSession["matchedStatements"]!["items"]![0]!["principals"]!["items"]![0]!["value"]!.GetValue<string>());
        Assert.Matches("^AROA[A-Z2-7]{17}:ana$", ofSession["context"]!["principal"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_account_of_the_denied_caller_can_decode_and_only_who_may()
    {
        await using var service = await StartAsync(DenialDetail.Encoded);
        var encoded = Encoded(await service.KmsAsync("nobody", "Encrypt", Hello));
        Assert.StartsWith($"User: arn:aws:iam::{DenialWorld.A}:user/nobody is not authorized to perform: sts:DecodeAuthorizationMessage on resource: * because no identity-based policy allows",
            (await DecodeRawAsync(service, "nobody", encoded)).Xml("Message"), StringComparison.Ordinal);
        (await DecodeRawAsync(service, "allowed", encoded)).Succeeded();
        Assert.Equal("Cannot call DecodeAuthorizationMessage with session credentials", (await DecodeRawAsync(service, await OwnSessionAsync(service, "allowed"), encoded)).Xml("Message"));
        foreach (var wrong in new[] { encoded[..^1], encoded + "A", encoded + "=", encoded + "\n", "AAAA" + encoded[4..], encoded[..20] + (encoded[20] == 'A' ? 'B' : 'A') + encoded[21..], "x", "no message at all", "é" })
            (await DecodeRawAsync(service, "root", wrong)).RefusedXml(400, "InvalidAuthorizationMessageException", "Message is not valid");
        (await DecodeRawAsync(service, "rootOfB", encoded)).RefusedXml(400, "InvalidAuthorizationMessageException", "Message is not valid");
        Assert.Equal("ValidationError", (await DecodeRawAsync(service, "root", new string('A', 10_241))).Xml("Code"));
        await service.RestartAsync();
        service.Clock.Advance(AuthorizationMessages.Lifetime);
        (await DecodeRawAsync(service, "root", encoded)).Succeeded();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await DecodeRawAsync(service, "root", encoded)).RefusedXml(400, "InvalidAuthorizationMessageException", "Message is not valid");
    }

    [Fact]
    public async Task An_account_learns_nothing_of_another_accounts_key_until_its_owner_allows()
    {
        await using var service = await StartAsync(DenialDetail.Encoded);
        var told = new HashSet<string>();
        foreach (var key in new[] { DenialWorld.Delegating, DenialWorld.Barred, DenialWorld.Locked })
        {
            var decoded = await DecodeAsync(service, "rootOfB", await service.KmsAsync("allowedOfB", "Encrypt", new { KeyId = key, Plaintext = "eA==" }));
            told.Add(decoded.ToJsonString());
        }
        // Not allowed, denied, denied to everyone: one answer.
        var hidden = Assert.Single(told);
        Assert.Contains("Denied: the resource does not exist, or its owner does not allow it", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain(DenialWorld.A, hidden, StringComparison.Ordinal);
        Assert.Contains("\"explicitDeny\":false", hidden, StringComparison.Ordinal);
        Assert.Contains("\"conditions\":{\"items\":[]}", hidden, StringComparison.Ordinal);
        var denied = await DecodeAsync(service, "rootOfB", await service.KmsAsync("deniedOfB", "Encrypt", new { KeyId = DenialWorld.Shared, Plaintext = "eA==" }));
        Assert.DoesNotContain(DenialWorld.A, denied.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(denied["matchedStatements"]!["items"]!.AsArray());

        var lacking = await DecodeAsync(service, "rootOfB", await service.KmsAsync("nobodyOfB", "Encrypt", new { KeyId = DenialWorld.Shared, Plaintext = "eA==" }));
        Assert.Equal("IdentityPolicy", Assert.Single(lacking["explanation"]!["sets"]!.AsArray())!["kind"]!.GetValue<string>());
        Assert.Equal($"an identity policy of arn:aws:iam::{DenialWorld.B}:user/nobodyOfB must allow kms:Encrypt on {DenialWorld.Shared}",
            Assert.Single(lacking["explanation"]!["hints"]!.AsArray())!["changes"]![0]!["text"]!.GetValue<string>());
        Assert.DoesNotContain($"arn:aws:iam::{DenialWorld.A}", lacking.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ciphertext_of_another_accounts_key_brings_no_message()
    {
        await using var service = await StartAsync(DenialDetail.Encoded);
        var blob = (await service.KmsAsync("allowed", "Encrypt", new { KeyId = DenialWorld.Delegating, Plaintext = "eA==" })).Succeeded()["CiphertextBlob"];
        (await service.KmsAsync("allowedOfB", "Decrypt", new { CiphertextBlob = blob })).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
    }

    [Fact]
    public async Task In_the_open_the_explanation_stands_beside_the_message()
    {
        await using var service = await StartAsync(DenialDetail.Open);
        var json = await service.KmsAsync("nobody", "Encrypt", Hello);
        Assert.Equal(["__type", "Message", "Explanation"], json.Json.Select(member => member.Key));
        Assert.Equal("ImplicitlyDenied", json.Json["Explanation"]!["outcome"]!.GetValue<string>());
        Assert.Equal(2, json.Json["Explanation"]!["hints"]!.AsArray().Count);
        var xml = await service.QueryAsync("nobody", "iam", "GetUser", ("UserName", "allowed"));
        Assert.Equal(["Type", "Code", "Message", "Explanation"], System.Xml.Linq.XElement.Parse(xml.Text).Elements().First().Elements().Select(element => element.Name.LocalName));
        Assert.StartsWith("Denied: no statement of an identity policy allows iam:GetUser\n", xml.Xml("Explanation"), StringComparison.Ordinal);
        Assert.Equal("iam:GetUser", (await DecodeAsync(service, "root", xml)) is var decoded ? decoded["context"]!["action"]!.GetValue<string>() : "");
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(300, false)]
    public async Task A_message_fits_whatever_the_policies_and_the_request_say(int statements, bool whole)
    {
        await using var service = await StartAsync(DenialDetail.Encoded);
        var long1 = string.Join(',', Enumerable.Range(0, statements).Select(i => $$"""{"Sid":"S{{i}}","Effect":"Allow","Action":"s3:Get{{i}}","Resource":"*"}"""));
        (await service.QueryAsync("root", "iam", "CreatePolicy", ("PolicyName", "long"), ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{{long1[..(statements < 20 ? long1.Length : long1.IndexOf("},{\"Sid\":\"S70\"", StringComparison.Ordinal) + 1)]}}]}"""))).Succeeded();
        (await service.QueryAsync("root", "iam", "AttachUserPolicy", ("UserName", "nobody"), ("PolicyArn", $"arn:aws:iam::{DenialWorld.A}:policy/long"))).Succeeded();
        var answer = await service.KmsAsync("nobody", "Encrypt", Hello);
        Assert.InRange(Encoded(answer).Length, 100, 10_240);
        var decoded = await DecodeAsync(service, "root", answer);
        Assert.Equal(whole, decoded["explanation"]!["sets"]!.AsArray().Count > 0);
        Assert.Equal(2, decoded["explanation"]!["hints"]!.AsArray().Count);

        var big = await service.KmsAsync("nobody", "Encrypt", new { KeyId = DenialWorld.Delegating, Plaintext = "eA==", EncryptionContext = Enumerable.Range(0, 8).ToDictionary(i => $"k{i}", i => new string((char)('a' + i), 1000)) });
        Assert.InRange(Encoded(big).Length, 100, 10_240);
        Assert.Equal("kms:Encrypt", (await DecodeAsync(service, "root", big))["context"]!["action"]!.GetValue<string>());
    }

    [Fact]
    public void No_text_is_decoded_but_what_was_encoded()
    {
        using var key = Kagimori.Cryptography.KeyMaterial.Random(32, Kagimori.Cryptography.RandomSource.Secure);
        var messages = new AuthorizationMessages(key, Kagimori.Cryptography.RandomSource.Secure);
        var (account, now) = (AccountId.Parse(DenialWorld.A), DateTimeOffset.UnixEpoch.AddYears(50));
        Assert.Equal("{}", messages.Decode(account, messages.Encode(account, "{}"u8, now), now));
        CsCheck.Check.Sample(CsCheck.Gen.String, text => messages.Decode(account, text, now) is null);
        var encoded = messages.Encode(account, new byte[AuthorizationMessages.MaxLength], now);
        Assert.InRange(encoded.Length, 9_900, 10_240);
        Assert.Throws<ArgumentOutOfRangeException>(() => messages.Encode(account, new byte[AuthorizationMessages.MaxLength + 1], now));
    }

    private static Task<TestService> StartAsync(DenialDetail detail) => TestService.StartAsync(DenialWorld.Seed(), configure: settings => settings with { DenialDetail = detail });

    private static async Task<string> OwnSessionAsync(TestService service, string user)
    {
        var answer = await service.QueryAsync(user, "sts", "GetSessionToken");
        return $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";
    }

    private static string Encoded(TestAnswer answer)
    {
        var match = EncodedMessage().Match(answer.Text);
        Assert.True(match.Success, answer.Text);
        return match.Groups[1].Value;
    }

    private static async Task<JsonObject> DecodeAsync(TestService service, string caller, TestAnswer denied) =>
        JsonNode.Parse((await DecodeRawAsync(service, caller, Encoded(denied))).Succeeded().Xml("DecodedMessage"))!.AsObject();

    private static Task<TestAnswer> DecodeRawAsync(TestService service, string caller, string encoded) =>
        service.QueryAsync(caller, "sts", "DecodeAuthorizationMessage", ("EncodedMessage", encoded));

    private static Dictionary<string, string> Conditions(JsonObject context) => context["conditions"]!["items"]!.AsArray().ToDictionary(
        item => item!["key"]!.GetValue<string>(), item => string.Join(' ', item!["values"]!["items"]!.AsArray().Select(value => value!["value"]!.GetValue<string>())));

    // As tools look for it.
    [GeneratedRegex(@"Encoded authorization failure message: ([\w-]+)")]
    private static partial Regex EncodedMessage();
}
