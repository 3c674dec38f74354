using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kagimori.Conformance;

/// <summary>AWS Signature Version 4, written from its documentation and sharing nothing with the server's.</summary>
/// <remarks>For requests to the path / without a query string, as all AWS JSON and Query clients send.</remarks>
internal static class SignatureV4
{
    /// <summary>The Authorization header of a request.</summary>
    /// <param name="headers">The headers to sign; names in lower case, x-amz-date and host among them.</param>
    public static string Authorization(
        Identity identity, string service, string region, string method, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var date = headers["x-amz-date"];
        var names = string.Join(';', headers.Keys.Order(StringComparer.Ordinal));
        var lines = string.Concat(headers.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}:{h.Value.Trim()}\n"));
        var canonical = $"{method}\n/\n\n{lines}\n{names}\n{Hex(SHA256.HashData(body))}";
        var scope = $"{date[..8]}/{region}/{service}/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + identity.SecretAccessKey);
        foreach (var part in scope.Split('/')) key = Mac(key, part);
        return $"AWS4-HMAC-SHA256 Credential={identity.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={Hex(Mac(key, toSign))}";
    }

    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
