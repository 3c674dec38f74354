using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Authentication;

/// <summary>Signs this service's own requests to another one with Signature Version 4, in the Authorization header.</summary>
/// <remarks>Safe for concurrent use. It shares the canonical form with the verifier, so only a test with another signer proves either.</remarks>
public sealed class RequestSigner(string accessKeyId, KeyMaterial secretAccessKey, string region, string service)
{
    private const string SignedHeaderNames = "host;x-amz-date";

    private DayKey? _today;

    public string AccessKeyId { get; } = accessKeyId;

    /// <summary>Signs a request that has its Host header, and adds X-Amz-Date and Authorization to it.</summary>
    public void Sign(in SignedHttpRequest request, DateTimeOffset now)
    {
        var time = new SigningTime(now.UtcDateTime);
        var scope = new CredentialScope(AccessKeyId, region, service);
        request.Headers["X-Amz-Date"] = time.ToString();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var buffer = new Utf8Buffer(stackalloc byte[1024]);
        try
        {
            CanonicalRequest.Append(ref buffer, request, SignedHeaderNames, isPresigned: false);
            SHA256.HashData(buffer.Written, hash);
            buffer.Truncate(0);
            StringToSign.Append(ref buffer, time, scope, hash);
            KeyOf(time.Day).HmacSha256(buffer.Written, hash);
        }
        finally
        {
            buffer.Dispose();
        }
        request.Headers.Authorization =
            $"{AuthorizationHeader.Algorithm} Credential={AccessKeyId}/{time.Day:D8}/{region}/{service}/{CredentialScope.Terminator}, "
            + $"SignedHeaders={SignedHeaderNames}, Signature={Convert.ToHexStringLower(hash)}";
    }

    private KeyMaterial KeyOf(int day)
    {
        if (Volatile.Read(ref _today) is { } today && today.Day == day) return today.Key;
        var key = SigningKey.Derive(secretAccessKey, day, region, service);
        Volatile.Write(ref _today, new DayKey(day, key));
        return key;
    }

    private sealed record DayKey(int Day, KeyMaterial Key);
}
