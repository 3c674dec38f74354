using System.Text;
using CsCheck;
using Kagimori.Audit;
using Kagimori.Wire;

namespace Kagimori.Tests.Wire;

/// <summary>Random and mutated bytes at the door: whatever comes, the answer is a refusal and never a 500.</summary>
public sealed class RequestFuzzTests
{
    private const int Iterations = 3_000;
    private static readonly string[] Operations = [.. Kagimori.Operations.OperationCatalog.All.Where(o => o.Service == Service.Kms).Select(o => o.Name)];
    private static readonly string[] Actions = [.. Kagimori.Operations.OperationCatalog.All.Where(o => o.Service != Service.Kms).Select(o => o.Name)];
    private static readonly string[] Words =
    [
        "\"KeyId\":", "\"Plaintext\":", "\"CiphertextBlob\":", "\"Policy\":", "\"Tags\":", "\"EncryptionContext\":", "\"Limit\":", "\"Marker\":", "\"AliasName\":", "\"TargetKeyId\":",
        "\"alias/a\"", $"\"{TestService.KeyId}\"", "\"AQICAHg=\"", "{", "}", "[", "]", ",", ":", "null", "true", "1", "-1", "1e400", "\"\\ud800\"", "\"aws:\"", "\"{}\"", "\"\"", "{}", "[]", " ", "\u0000",
    ];

    [Fact]
    public async Task No_JSON_body_ever_fails_the_service()
    {
        await using var service = await StartAsync();
        var gen = Gen.Select(Gen.Int[0, Operations.Length - 1], Gen.OneOf(
            Gen.Byte.Array[0, 200], Gen.Int[0, Words.Length - 1].Array[0, 25].Select(words => Encoding.UTF8.GetBytes("{" + string.Concat(words.Select(i => Words[i])) + "}"))));
        await gen.SampleAsync(async (operation, body) =>
        {
            var answer = await service.KmsAsync("root", Operations[operation], body);
            Assert.InRange(answer.Status, 200, 499);
        }, iter: Iterations, threads: 1);
    }

    [Fact]
    public async Task No_Query_body_ever_fails_the_service()
    {
        await using var service = await StartAsync();
        string[] names = ["UserName", "RoleName", "PolicyName", "PolicyDocument", "PolicyArn", "Tags.member.1.Key", "Tags.member.1.Value", "MaxItems", "Marker", "DurationSeconds", "RoleArn", "RoleSessionName", "Path", "AssumeRolePolicyDocument"];
        string[] values = ["", "a", "%", "%zz", "%00", "-1", "99999999999999", "/", "{}", "arn:aws:iam::123456789012:role/Administrator", "{\"Version\":\"2012-10-17\",\"Statement\":[]}", "\u00e9\ud83d\ude00"];
        var parameter = Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, values.Length - 1]);
        await Gen.Select(Gen.Int[0, Actions.Length - 1], parameter.Array[0, 8]).SampleAsync(async (action, parameters) =>
        {
            var service1 = Kagimori.Operations.OperationCatalog.Find(Service.Iam, Actions[action]) is null ? "sts" : "iam";
            var distinct = parameters.Select(pair => (names[pair.Item1], values[pair.Item2])).DistinctBy(pair => pair.Item1).ToArray();
            var answer = await service.QueryAsync("root", service1, Actions[action], distinct);
            Assert.InRange(answer.Status, 200, 499);
        }, iter: Iterations, threads: 1);
    }

    [Fact]
    public async Task No_unsigned_bytes_ever_fail_the_service()
    {
        await using var service = await StartAsync();
        var text = Gen.Char[(char)32, (char)126].Array[0, 60].Select(characters => new string(characters));
        await Gen.Select(text, text, text, Gen.Byte.Array[0, 100]).SampleAsync(async (target, authorization, query, body) =>
        {
            var answer = await service.SendAsync(null, "POST", body, headers =>
            {
                headers["X-Amz-Target"] = target;
                headers.Authorization = authorization;
                headers["X-Amz-Date"] = authorization;
            }, "/?" + query);
            Assert.InRange(answer.Status, 400, 499);
        }, iter: Iterations, threads: 1);
    }

    // The audit trail is written in the background: this is not about what is durable, and each request would wait for the disk.
    private static Task<TestService> StartAsync() => TestService.StartAsync(TestService.SeedOf(null), configure: settings => settings with { AuditMode = AuditMode.Async });

    [Fact]
    public void Form_parameters_of_any_bytes_are_read_or_refused() =>
        Gen.Byte.Array[0, 300].Sample(bytes => AwsQuery.TryParse(bytes, out _) || true, iter: 10_000);
}
