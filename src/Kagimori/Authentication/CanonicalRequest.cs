using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Authentication;

/// <summary>The canonical request: one spelling for all requests that mean the same.</summary>
/// <remarks>
/// <code>
/// method
/// canonical URI
/// canonical query string
/// canonical headers, each with its own line feed
/// (empty line)
/// signed headers
/// SHA-256 of the body in hexadecimal
/// </code>
/// </remarks>
internal static class CanonicalRequest
{
    public static void Append(ref Utf8Buffer buffer, in SignedHttpRequest request, ReadOnlySpan<char> signedHeaders, bool isPresigned)
    {
        buffer.Append(request.Method);
        buffer.Append((byte)'\n');
        CanonicalUri.Append(ref buffer, request.Path);
        buffer.Append((byte)'\n');
        CanonicalQueryString.Append(ref buffer, request.QueryString, isPresigned);
        buffer.Append((byte)'\n');
        CanonicalHeaders.Append(ref buffer, request.Headers, signedHeaders);
        buffer.Append((byte)'\n');
        buffer.Append(signedHeaders);
        buffer.Append((byte)'\n');
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(request.Body.Span, hash);
        Convert.TryToHexStringLower(hash, buffer.Reserve(hash.Length * 2), out _);
    }
}
