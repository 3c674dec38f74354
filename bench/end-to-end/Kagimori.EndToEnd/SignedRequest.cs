using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kagimori.EndToEnd;

/// <summary>A KMS request with the headers that the AWS SDK for Python sends, signed with Signature Version 4.</summary>
/// <remarks>Written apart from the server's own code, from the definition.</remarks>
internal sealed class SignedRequest
{
    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";

    private SignedRequest(string body, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Body = body;
        Headers = headers;
    }

    public string Body { get; }

    /// <summary>All headers but Content-Length.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public static SignedRequest Create(
        string operation, string body, string host, DateTimeOffset now, string accessKeyId = Scenario.AccessKeyId, string secret = Scenario.SecretAccessKey)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var target = $"TrentService.{operation}";
        const string contentType = "application/x-amz-json-1.1";
        var canonical = $"POST\n/\n\ncontent-type:{contentType}\nhost:{host}\nx-amz-date:{time}\nx-amz-target:{target}\n\n{SignedHeaders}\n{Hash(body)}";
        var scope = $"{time[..8]}/{Scenario.Region}/kms/aws4_request";
        var signature = Convert.ToHexStringLower(Hmac(SigningKey(secret, time[..8]), $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Hash(canonical)}"));
        return new SignedRequest(body,
        [
            new("Host", host),
            new("Accept-Encoding", "identity"),
            new("X-Amz-Target", target),
            new("Content-Type", contentType),
            new("User-Agent", "Boto3/1.40.0 md/Botocore#1.40.0 ua/2.1 os/linux md/arch#x86_64 lang/python#3.13.0 cfg/retry-mode#legacy"),
            new("X-Amz-Date", time),
            new("Authorization", $"AWS4-HMAC-SHA256 Credential={accessKeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}"),
            new("amz-sdk-invocation-id", "0d3a5c1e-6f7a-4f0b-9d53-1b8f0e0c7a11"),
            new("amz-sdk-request", "attempt=1"),
        ]);
    }

    private static byte[] SigningKey(string secret, string day)
    {
        var key = Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), day);
        return Hmac(Hmac(Hmac(key, Scenario.Region), "kms"), "aws4_request");
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
