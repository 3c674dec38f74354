using System.Text;
using Kagimori.XksProxy;

namespace Kagimori.Tests.XksProxy;

public sealed class XksProxyFileTests
{
    private const string Right = """
        { "keyStores": [ {
            "uriPathPrefix": "/team-a",
            "region": "eu-central-1",
            "user": "arn:aws:iam::111122223333:user/machines/external-kms",
            "credentials": [ { "accessKeyId": "AXKSTESTTESTTESTTEST", "rawSecretAccessKey": "0123456789012345678901234567890123456789/+=" } ], // two while they change
            "keys": { "orders": "arn:aws:kms:ap-northeast-1:111122223333:key/11111111-2222-3333-4444-555555555555" }
        } ] }
        """;

    [Fact]
    public void A_right_file_is_read()
    {
        var store = Read(Right).Configuration!.Find("/team-a")!;
        Assert.Equal("eu-central-1", store.Region.ToString());
        Assert.Equal("arn:aws:kms:ap-northeast-1:111122223333:key/11111111-2222-3333-4444-555555555555", store.Keys["orders"].ToString());
        var credential = Assert.Single(store.Credentials);
        Assert.Equal(("AXKSTESTTESTTESTTEST", 43, "arn:aws:iam::111122223333:user/machines/external-kms"),
            (credential.AccessKeyId, credential.SecretAccessKey.Length, credential.UserArn));
        Assert.Null(Read(Right).Configuration!.Find(""));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_and_no_secret_with_it()
    {
        var (configuration, errors) = Read("""
            { "keyStores": [
              { "uriPathPrefix": "team a/", "region": "moon", "user": "arn:aws:iam::111122223333:role/r", "colour": "red",
                "credentials": [ { "accessKeyId": "akia", "rawSecretAccessKey": "too+short+a+secret" } ],
                "keys": { "no slash/": "arn:aws:kms:ap-northeast-1:111122223333:key/1", "alias": "arn:aws:kms:ap-northeast-1:111122223333:alias/a" } },
              { "credentials": [] } ] }
            """);
        Assert.Null(configuration);
        Assert.Equal(
        [
            "keyStores[0].uriPathPrefix: 'team a/' is not empty and not a path like /team-a of letters, digits, - and _.",
            "keyStores[0].region: 'moon' is not a Region name.",
            "keyStores[0].user: 'arn:aws:iam::111122223333:role/r' is not the ARN of an IAM user.",
            "keyStores[0].credentials[0].accessKeyId: 'akia' is not 20 to 30 characters of A-Z and 2-7.",
            "keyStores[0].credentials[0].rawSecretAccessKey: must be 43 to 64 characters of A-Z, a-z, 0-9, /, + and =.",
            "keyStores[0].keys.no slash/: an external key id is 1 to 128 letters, digits, -, . and _.",
            "keyStores[0].keys.alias: 'arn:aws:kms:ap-northeast-1:111122223333:alias/a' is not the ARN of a key.",
            "keyStores[0].keys: must have at least one key.",
            "keyStores[0].colour: is not a member that stands here.",
            "keyStores[1].region: is required.",
            "keyStores[1].user: is required.",
            "keyStores[1].credentials: must have at least one credential.",
            "keyStores[1].keys: must have at least one key.",
        ], errors);
    }

    [Theory]
    [InlineData("{}", "keyStores: must have at least one key store.")]
    [InlineData("[]", "The file must be a JSON object.")]
    [InlineData("{", "line 1: not well-formed JSON, or a member stands twice.")]
    public void A_file_of_another_form_is_refused(string json, string error) => Assert.Equal(error, Read(json).Errors[0]);

    [Fact]
    public void Key_stores_share_neither_a_path_nor_a_credential()
    {
        var store = Right[Right.IndexOf("{ \"k", StringComparison.Ordinal)..].Split('[', 2)[1];
        store = store[..store.LastIndexOf(']')];
        Assert.Equal(
        [
            "keyStores: the URI path prefix '/team-a' stands twice.", "keyStores: the access key id 'AXKSTESTTESTTESTTEST' stands twice.",
        ], Read($"{{ \"keyStores\": [ {store}, {store} ] }}").Errors);
    }

    private static (XksProxyConfiguration? Configuration, IReadOnlyList<string> Errors) Read(string json)
    {
        var configuration = XksProxyFile.Read(Encoding.UTF8.GetBytes(json), out var errors);
        Assert.Equal(configuration is null, errors.Count > 0);
        return (configuration, errors);
    }
}
