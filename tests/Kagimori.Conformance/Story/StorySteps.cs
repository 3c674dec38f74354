using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kagimori.Conformance.Story;

/// <summary>What happens again and again in the story.</summary>
internal static class StorySteps
{
    /// <summary>A data key is generated, and looks as one of AWS KMS does.</summary>
    public static async Task GeneratesDataKeyAsync(AwsCli cli, string keyId, string arn)
    {
        var answer = (await cli.RunAsync("kms", "generate-data-key", "--key-id", keyId, "--key-spec", "AES_256")).Json;
        Assert.Equal(["CiphertextBlob", "Plaintext", "KeyId", "KeyMaterialId"], answer.EnumerateObject().Select(member => member.Name).OrderBy(Order));
        Assert.StartsWith("AQIDAH", answer.GetProperty("CiphertextBlob").GetString());
        Assert.Equal(32, answer.GetProperty("Plaintext").GetBytesFromBase64().Length);
        Assert.Equal(arn, answer.GetProperty("KeyId").GetString());
    }

    /// <summary>What the aws CLI tells user2 when the key policy does not delegate to IAM.</summary>
    public static string Denial(string arn) =>
        "An error occurred (AccessDeniedException) when calling the GenerateDataKey operation: "
        + $"User: {Demo.UserArn(Demo.User2)} is not authorized to perform: kms:GenerateDataKey on resource: {arn} "
        + "because no resource-based policy allows the kms:GenerateDataKey action";

    public static string WithoutFirstStatement(string policy)
    {
        var document = JsonNode.Parse(policy)!;
        var statements = document["Statement"]!.AsArray();
        Assert.Equal("Enable IAM User Permissions", statements[0]!["Sid"]!.GetValue<string>());
        statements.RemoveAt(0);
        return document.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static int Order(string member) => Array.IndexOf(["CiphertextBlob", "Plaintext", "KeyId", "KeyMaterialId"], member);
}
