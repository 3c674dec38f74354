using System.Globalization;
using System.Text.Json.Nodes;
using Kagimori.Policies;

namespace Kagimori.EndToEnd;

/// <summary>What is measured: one account, one user with one identity policy, keys with the policy the console writes.</summary>
/// <remarks>The key policy delegates to the account and the identity policy allows: the path on which every statement is read.</remarks>
internal static class Scenario
{
    public const string Account = "123456789012";
    public const string Region = "us-east-1";
    public const string AccessKeyId = "AKIABENCHMARK0000001";
    public const string SecretAccessKey = "benchmarkSecretAccessKey0000000000000001";
    public const string AdministratorKeyId = "AKIABENCHMARK0000002";
    public const string AdministratorSecret = "benchmarkSecretAccessKey0000000000000002";
    public const string KeyId = "11111111-2222-3333-4444-555555555555";

    /// <summary>The body of GenerateDataKey.</summary>
    public const string GenerateDataKeyBody = $$"""{"KeyId": "{{KeyId}}", "KeySpec": "AES_256"}""";

    public static string KeyPolicy { get; } =
        ConsoleKeyPolicy.Create(Account, [$"arn:aws:iam::{Account}:user/administrator"], [$"arn:aws:iam::{Account}:user/another"]);

    public static string IdentityPolicy { get; } = $$"""
        {"Version": "2012-10-17", "Statement": [{
          "Sid": "UseKeys", "Effect": "Allow",
          "Action": ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
          "Resource": "arn:aws:kms:{{Region}}:{{Account}}:key/*"}]}
        """;

    /// <summary>Signed now: a signature is good for five minutes.</summary>
    public static SignedRequest GenerateDataKey(string host) => SignedRequest.Create("GenerateDataKey", GenerateDataKeyBody, host, TimeProvider.System.GetUtcNow());

    /// <summary>CreateKey with the slowest key spec, by the administrator.</summary>
    public static SignedRequest CreateRsaKey(string host) => SignedRequest.Create(
        "CreateKey", """{"KeySpec": "RSA_4096", "KeyUsage": "SIGN_VERIFY"}""", host, TimeProvider.System.GetUtcNow(), AdministratorKeyId, AdministratorSecret);

    /// <summary>The seed file.</summary>
    /// <param name="otherKeys">How many keys there are beside the one that is used.</param>
    public static string Seed(int otherKeys)
    {
        var keys = new JsonArray(Key(KeyId));
        for (var i = 0; i < otherKeys; i++) keys.Add(Key(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{i:D12}")));
        var caller = new JsonObject
        {
            ["name"] = "caller",
            ["accessKeys"] = new JsonArray(new JsonObject { ["id"] = AccessKeyId, ["secret"] = SecretAccessKey }),
            ["policies"] = new JsonObject { ["use-keys"] = IdentityPolicy },
        };
        var administrator = new JsonObject
        {
            ["name"] = "administrator",
            ["accessKeys"] = new JsonArray(new JsonObject { ["id"] = AdministratorKeyId, ["secret"] = AdministratorSecret }),
            ["policies"] = new JsonObject { ["create-keys"] = """{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "kms:CreateKey", "Resource": "*"}}""" },
        };
        var account = new JsonObject
        {
            ["id"] = Account,
            ["users"] = new JsonArray(caller, administrator, new JsonObject { ["name"] = "another" }),
            ["keys"] = keys,
        };
        return new JsonObject { ["accounts"] = new JsonArray(account) }.ToJsonString();
    }

    private static JsonObject Key(string id) => new() { ["region"] = Region, ["id"] = id, ["policy"] = KeyPolicy };
}
