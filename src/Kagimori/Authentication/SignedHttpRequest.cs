using Microsoft.AspNetCore.Http;

namespace Kagimori.Authentication;

/// <summary>What a signature covers: the request as it came over the wire.</summary>
/// <param name="Method">The HTTP method, as sent.</param>
/// <param name="Path">The path of the request target, still percent-encoded (not ASP.NET's decoded path).</param>
/// <param name="QueryString">What follows the question mark, still percent-encoded; with or without the mark; or empty.</param>
/// <param name="Headers">The headers; over HTTP/2, <c>:authority</c> stands here as <c>Host</c>.</param>
/// <param name="Body">The whole body.</param>
public readonly record struct SignedHttpRequest(
    string Method, string Path, string QueryString, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body);
