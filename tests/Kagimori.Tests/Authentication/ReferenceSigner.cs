using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kagimori.Authentication;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests.Authentication;

/// <summary>Signature Version 4 written down plainly from its description: the client's side, slow and obvious.</summary>
/// <remarks>It shares no code with the verifier. The request's path is signed as given, encoded once more.</remarks>
public static class ReferenceSigner
{
    public static string Canonical(in SignedHttpRequest request, string signedHeaders)
    {
        var headers = request.Headers;
        var lines = signedHeaders.Split(';').Select(name => $"{name}:{string.Join(',', headers[name].Select(Collapse))}\n");
        var path = string.Join('/', request.Path.Split('/').Select(Encode));
        var query = request.QueryString.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encode(Decode(pair[0])), Value: Encode(Decode(pair.ElementAtOrDefault(1) ?? ""))))
            .Where(pair => pair.Name != "X-Amz-Signature")
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}");
        var body = Convert.ToHexStringLower(SHA256.HashData(request.Body.Span));
        return $"{request.Method}\n{path}\n{string.Join('&', query)}\n{string.Concat(lines)}\n{signedHeaders}\n{body}";
    }

    public static string Sign(in SignedHttpRequest request, SigningIdentity identity, DateTimeOffset time, string signedHeaders)
    {
        var day = time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(request, signedHeaders))));
        var text = $"AWS4-HMAC-SHA256\n{Stamp(time)}\n{day}/{identity.Region}/{identity.Service}/aws4_request\n{hash}";
        var key = new[] { day, identity.Region, identity.Service, "aws4_request" }
            .Aggregate(Encoding.UTF8.GetBytes("AWS4" + identity.Secret), (chain, part) => HMACSHA256.HashData(chain, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Adds X-Amz-Date and Authorization; signs every header there is.</summary>
    public static SignedHttpRequest SignInHeader(SignedHttpRequest request, SigningIdentity identity, DateTimeOffset time)
    {
        request.Headers["X-Amz-Date"] = Stamp(time);
        var names = string.Join(';', request.Headers.Keys.Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        request.Headers.Authorization =
            $"AWS4-HMAC-SHA256 Credential={identity.Credential(time)}, SignedHeaders={names}, Signature={Sign(request, identity, time, names)}";
        return request;
    }

    /// <summary>Adds the parameters of a presigned request.</summary>
    public static SignedHttpRequest Presign(SignedHttpRequest request, SigningIdentity identity, DateTimeOffset time, int? expires, string? token = null)
    {
        var query = request.QueryString + (request.QueryString.Length == 0 ? "" : "&")
            + $"X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={Encode(identity.Credential(time))}&X-Amz-Date={Stamp(time)}"
            + (expires is { } seconds ? $"&X-Amz-Expires={seconds}" : "")
            + (token is null ? "" : $"&X-Amz-Security-Token={Encode(token)}") + "&X-Amz-SignedHeaders=host";
        request = request with { QueryString = query };
        return request with { QueryString = $"{query}&X-Amz-Signature={Sign(request, identity, time, "host")}" };
    }

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Collapse(string? value) => string.Join(' ', (value ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
