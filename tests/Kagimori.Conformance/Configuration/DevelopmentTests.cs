using System.Net;
using System.Text.Json;

namespace Kagimori.Conformance.Configuration;

/// <summary>What test suites use: a clock to move, and a reset.</summary>
public sealed class DevelopmentTests
{
    [Fact]
    public async Task A_key_whose_day_has_come_is_gone_with_its_ciphertexts()
    {
        await using var server = await StartAsync("--clock", "manual");
        using var root = server.ClientOf(Demo.Root);
        var key = (await root.CallAsync("CreateKey", new { })).GetProperty("KeyMetadata").GetProperty("KeyId").GetString()!;
        var arn = $"arn:aws:kms:{Demo.Region}:{Demo.Account}:key/{key}";
        await root.CallAsync("CreateAlias", new { AliasName = "alias/doomed", TargetKeyId = key });
        var blob = (await root.CallAsync("Encrypt", new { KeyId = key, Plaintext = "aGVsbG8=" })).GetProperty("CiphertextBlob").GetString();
        await root.CallAsync("ScheduleKeyDeletion", new { KeyId = key, PendingWindowInDays = 7 });

        await AdvanceAsync(server, TimeSpan.FromDays(6.9));
        Assert.Equal("PendingDeletion", (await root.CallAsync("DescribeKey", new { KeyId = key })).GetProperty("KeyMetadata").GetProperty("KeyState").GetString());
        await AdvanceAsync(server, TimeSpan.FromDays(1.1));
        (await root.KmsAsync("DescribeKey", new { KeyId = key })).IsRefused("NotFoundException", $"Key '{arn}' does not exist");
        (await root.KmsAsync("DescribeKey", new { KeyId = "alias/doomed" })).IsRefused(
            "NotFoundException", $"Alias arn:aws:kms:{Demo.Region}:{Demo.Account}:alias/doomed is not found.");
        var refused = await root.KmsAsync("Decrypt", new { CiphertextBlob = blob });
        Assert.Contains(refused.Headers["x-amzn-errortype"], new[] { "AccessDeniedException", "InvalidCiphertextException", "NotFoundException" });
        Assert.Equal(0, (await root.CallAsync("ListKeys", new { })).GetProperty("Keys").GetArrayLength());
    }

    [Fact]
    public async Task The_clock_moves_only_forward_and_only_when_it_is_manual()
    {
        await using var server = await StartAsync("--clock", "manual");
        using var http = new HttpClient { BaseAddress = server.Url };
        foreach (var body in new[] { """{"advanceSeconds":-1}""", """{"advanceSeconds":"1"}""", "{}", "[]", "x", """{"advanceSeconds":1e300}""" })
            Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(http, "/development/clock", body));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync("/development/clock")).StatusCode);
        await using var system = await StartAsync();
        using var other = new HttpClient { BaseAddress = system.Url };
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(other, "/development/clock", """{"advanceSeconds":1}"""));
    }

    [Fact]
    public async Task A_reset_leaves_the_seed_and_the_audit_trail()
    {
        await using var server = await StartAsync();
        using var root = server.ClientOf(Demo.Root);
        var created = (await root.KmsAsync("CreateKey", new { })).Succeed();
        using var http = new HttpClient { BaseAddress = server.Url };
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(http, "/development/reset", ""));
        Assert.Equal(Demo.FixedKeyId, Assert.Single((await root.CallAsync("ListKeys", new { })).GetProperty("Keys").EnumerateArray()).GetProperty("KeyId").GetString());
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(http, "/development/reset", ""));
        (await root.KmsAsync("CreateKey", new { })).Succeed();
        Assert.Equal(0, await server.Process.TerminateAsync());
        Assert.Contains("CreateKey by ", (await server.AuditAsync("explain", created.RequestId)).Succeed().Output);
        Assert.StartsWith("OK: ", (await server.AuditAsync("verify")).Succeed().Output);
    }

    [Fact]
    public async Task Resets_under_load_lose_no_answer()
    {
        await using var server = await StartAsync();
        using var http = new HttpClient { BaseAddress = server.Url };
        var done = false;
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var root = server.ClientOf(Demo.Root);
            var answered = 0;
            while (!Volatile.Read(ref done))
            {
                (await root.KmsAsync("CreateKey", "{}")).Succeed();
                answered++;
            }
            return answered;
        })).ToArray();
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.NoContent, await PostAsync(http, "/development/reset", ""));
        Volatile.Write(ref done, true);
        Assert.All(await Task.WhenAll(load), answered => Assert.True(answered > 0));
    }

    private static Task<KagimoriServer> StartAsync(params string[] arguments) => KagimoriServer.StartAsync(
        Demo.Seed(keys: arguments.Length > 0 ? [] : [new { region = Demo.Region, id = Demo.FixedKeyId, multiRegion = true }]), ["--development", .. arguments]);

    private static async Task AdvanceAsync(KagimoriServer server, TimeSpan by)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        using var body = new StringContent(JsonSerializer.Serialize(new { advanceSeconds = by.TotalSeconds }));
        using var answer = await http.PostAsync("/development/clock", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("{\"now\":\"", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string path, string text)
    {
        using var body = new StringContent(text);
        using var answer = await http.PostAsync(path, body);
        return answer.StatusCode;
    }
}
