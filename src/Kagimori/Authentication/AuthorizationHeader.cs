using Microsoft.AspNetCore.Http;

namespace Kagimori.Authentication;

/// <summary>Reads a signature from the Authorization header.</summary>
/// <remarks>
/// <code>Authorization: AWS4-HMAC-SHA256 Credential=AKID/date/region/service/aws4_request, SignedHeaders=a;b, Signature=hex</code>
/// Parameters stand in any order, apart by commas, spaces or both.
/// </remarks>
internal static class AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Whether the header is of this family of signatures at all.</summary>
    public static bool IsSignature(string header) => header.AsSpan().TrimStart().StartsWith("AWS4-", StringComparison.Ordinal);

    public static Refusal? TryParse(string header, IHeaderDictionary headers, ServiceProtocol protocol, out SignatureParameters parameters)
    {
        parameters = default;
        var rest = header.AsMemory().Trim();
        var end = rest.Span.IndexOfAny(' ', '\t');
        var algorithm = end < 0 ? rest : rest[..end];
        if (!algorithm.Span.SequenceEqual(Algorithm)) return AuthenticationRefusals.UnsupportedAlgorithm(protocol, algorithm.Span);
        rest = end < 0 ? default : rest[end..];
        while (Next(ref rest, out var part))
        {
            var equal = part.Span.IndexOf('=');
            if (equal < 0) return AuthenticationRefusals.NotAPair(protocol, header);
            if (Assign(ref parameters, part.Span[..equal], part[(equal + 1)..]) is { } duplicate)
                return AuthenticationRefusals.DuplicateParameter(protocol, duplicate);
        }
        string? date = headers["X-Amz-Date"];
        var fromDateHeader = string.IsNullOrEmpty(date);
        if (fromDateHeader) date = headers.Date;
        if (parameters.Credential.IsEmpty || parameters.Signature.IsEmpty || parameters.SignedHeaders.IsEmpty || string.IsNullOrEmpty(date))
        {
            return AuthenticationRefusals.MissingHeaderParameters(
                protocol, header, parameters.Credential.IsEmpty, parameters.Signature.IsEmpty, parameters.SignedHeaders.IsEmpty, string.IsNullOrEmpty(date));
        }
        SigningTime time;
        if (fromDateHeader ? !SigningTime.TryParseDateHeader(date, out time) : !SigningTime.TryParse(date, out time))
            return AuthenticationRefusals.InvalidDate(protocol, date);
        parameters.Time = time;
        string? token = headers["X-Amz-Security-Token"];
        parameters.SessionToken = string.IsNullOrEmpty(token) ? null : token;
        return null;
    }

    private static bool Next(ref ReadOnlyMemory<char> rest, out ReadOnlyMemory<char> part)
    {
        var start = rest.Span.IndexOfAnyExcept(", \t");
        part = default;
        if (start < 0) return false;
        rest = rest[start..];
        var end = rest.Span.IndexOfAny(", \t");
        part = end < 0 ? rest : rest[..end];
        rest = rest[part.Length..];
        return true;
    }

    // The name of a parameter that was there already. Parameters of other names are ignored.
    private static string? Assign(ref SignatureParameters parameters, ReadOnlySpan<char> name, ReadOnlyMemory<char> value)
    {
        switch (name)
        {
            case "Credential":
                if (!parameters.Credential.IsEmpty) return "Credential";
                parameters.Credential = value;
                break;
            case "SignedHeaders":
                if (!parameters.SignedHeaders.IsEmpty) return "SignedHeaders";
                parameters.SignedHeaders = value;
                break;
            case "Signature":
                if (!parameters.Signature.IsEmpty) return "Signature";
                parameters.Signature = value;
                break;
        }
        return null;
    }
}
