using System.Buffers;
using System.Text;
using System.Text.Json;
using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Seeding;

namespace Kagimori.XksProxy;

/// <summary>Reads what this service is to be an external key store proxy for.</summary>
/// <remarks>
/// <code>
/// { "keyStores": [ {
///     "uriPathPrefix": "/team-a",
///     "region": "eu-central-1",
///     "user": "arn:aws:iam::111122223333:user/external-kms",
///     "credentials": [ { "accessKeyId": "…", "rawSecretAccessKey": "…" } ],
///     "keys": { "orders": "arn:aws:kms:ap-northeast-1:111122223333:key/…" }
/// } ] }
/// </code>
/// </remarks>
public static class XksProxyFile
{
    private const int LongestPath = 128;
    private const int LongestKeyId = 128;
    private static readonly SearchValues<char> PathLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_-");
    private static readonly SearchValues<char> KeyIdLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");
    private static readonly SearchValues<char> AccessKeyIdLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    private static readonly SearchValues<char> SecretLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+=");

    /// <param name="errors">Everything that is wrong, each with its place; never a secret.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static XksProxyConfiguration? Read(ReadOnlySpan<byte> json, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        errors = found;
        if (ReadStores(json, found) is not { } stores) return null;
        if (found.Count > 0) return null;
        if (stores.Count == 0) found.Add("keyStores: must have at least one key store.");
        RefuseTwice(stores.Select(store => store.UriPathPrefix), "the URI path prefix", found);
        RefuseTwice(stores.SelectMany(store => store.Credentials).Select(credential => credential.AccessKeyId), "the access key id", found);
        return found.Count == 0 ? new XksProxyConfiguration(stores) : null;
    }

    private static IReadOnlyList<XksProxyStore>? ReadStores(ReadOnlySpan<byte> json, List<string> errors)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
            });
            return new SeedNode(document.RootElement, "", errors).Objects("keyStores", ReadStore) ?? [];
        }
        catch (JsonException e)
        {
            errors.Add($"line {e.LineNumber + 1}: not well-formed JSON, or a member stands twice.");
            return null;
        }
    }

    private static XksProxyStore ReadStore(SeedNode node)
    {
        var prefix = node.Text("uriPathPrefix") ?? "";
        if (!IsPrefix(prefix)) node.Error("uriPathPrefix", $"'{prefix}' is not empty and not a path like /team-a of letters, digits, - and _.");
        var region = default(Region);
        node.Required("region", text => Region.TryParse(text, out region), "a Region name");
        var user = node.Required("user", text => UserCredential.TryParseUserArn(text, out _, out _), "the ARN of an IAM user");
        var credentials = node.Objects("credentials", inner => ReadCredential(inner, user)) ?? [];
        if (credentials.Count == 0) node.Error("credentials", "must have at least one credential.");
        var keys = ReadKeys(node);
        return new XksProxyStore { UriPathPrefix = prefix, Region = region, Credentials = credentials, Keys = keys };
    }

    private static UserCredential ReadCredential(SeedNode node, string user)
    {
        var id = node.Required(
            "accessKeyId", text => text.Length is >= 20 and <= 30 && !text.AsSpan().ContainsAnyExcept(AccessKeyIdLetters), "20 to 30 characters of A-Z and 2-7");
        var secret = node.Required("rawSecretAccessKey");
        if (secret.Length is < 43 or > 64 || secret.AsSpan().ContainsAnyExcept(SecretLetters))
            node.Error("rawSecretAccessKey", "must be 43 to 64 characters of A-Z, a-z, 0-9, /, + and =.");
        return new UserCredential(id, new KeyMaterial(Encoding.UTF8.GetBytes(secret.PadRight(1))), user);
    }

    private static Dictionary<string, KeyArn> ReadKeys(SeedNode node)
    {
        var keys = new Dictionary<string, KeyArn>(StringComparer.Ordinal);
        foreach (var (id, arn) in node.Map("keys") ?? new Dictionary<string, string>())
        {
            if (id.Length is 0 or > LongestKeyId || id.AsSpan().ContainsAnyExcept(KeyIdLetters))
                node.Error($"keys.{id}", "an external key id is 1 to 128 letters, digits, -, . and _.");
            else if (KeyReference.TryParse(arn, out var key) && key is { IsArn: true, Key: not null })
                keys[id] = new KeyArn(key.Account!.Value, key.Region!.Value, key.Key.Value);
            else node.Error($"keys.{id}", $"'{arn}' is not the ARN of a key.");
        }
        if (keys.Count == 0) node.Error("keys", "must have at least one key.");
        return keys;
    }

    private static bool IsPrefix(string prefix) => prefix.Length == 0
        || (prefix is ['/', .., not '/'] && prefix.Length + XksApi.VersionPath.Length <= LongestPath
            && !prefix.Contains("//", StringComparison.Ordinal) && !prefix.AsSpan().ContainsAnyExcept(PathLetters));

    private static void RefuseTwice(IEnumerable<string> values, string what, List<string> errors) =>
        errors.AddRange(values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => $"keyStores: {what} '{group.Key}' stands twice."));
}
