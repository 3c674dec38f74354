using System.Globalization;

namespace Kagimori.Authentication;

/// <summary>Reads a signature from the query string: X-Amz-Algorithm, -Credential, -Date, -Expires, -SignedHeaders, -Signature, -Security-Token.</summary>
internal static class PresignedQuery
{
    public const string SignatureParameter = "X-Amz-Signature";

    private const int LongestLifetime = 604800;

    /// <summary>The value of X-Amz-Algorithm; null when the query string holds no signature.</summary>
    public static string? FindAlgorithm(string queryString)
    {
        foreach (var pair in new QueryPairs(queryString))
        {
            if (pair.Name.StartsWith("X-Amz-", StringComparison.Ordinal) && pair.DecodeName() == "X-Amz-Algorithm") return pair.DecodeValue();
        }
        return null;
    }

    public static Refusal? TryParse(string queryString, string algorithm, ServiceProtocol protocol, out SignatureParameters parameters)
    {
        parameters = new SignatureParameters { IsPresigned = true };
        if (algorithm != AuthorizationHeader.Algorithm) return AuthenticationRefusals.UnsupportedAlgorithm(protocol, algorithm);
        string? credential = null, signedHeaders = null, signature = null, token = null, date = null, expires = null;
        var algorithms = 0;
        foreach (var pair in new QueryPairs(queryString))
        {
            var name = pair.DecodeName();
            var value = pair.DecodeValue();
            var first = name switch
            {
                "X-Amz-Algorithm" => ++algorithms == 1,
                "X-Amz-Credential" => Set(ref credential, value),
                "X-Amz-SignedHeaders" => Set(ref signedHeaders, value),
                SignatureParameter => Set(ref signature, value),
                "X-Amz-Security-Token" => Set(ref token, value),
                "X-Amz-Date" => Set(ref date, value),
                "X-Amz-Expires" => Set(ref expires, value),
                _ => true,
            };
            if (!first) return AuthenticationRefusals.DuplicateParameter(protocol, name);
        }
        if (string.IsNullOrEmpty(credential) || string.IsNullOrEmpty(signature) || string.IsNullOrEmpty(signedHeaders) || string.IsNullOrEmpty(date))
        {
            return AuthenticationRefusals.MissingQueryParameters(
                protocol, string.IsNullOrEmpty(credential), string.IsNullOrEmpty(signature), string.IsNullOrEmpty(signedHeaders), string.IsNullOrEmpty(date));
        }
        if (!SigningTime.TryParse(date, out var time)) return AuthenticationRefusals.InvalidDate(protocol, date);
        if (expires is not null)
        {
            if (!int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestLifetime)
                return AuthenticationRefusals.InvalidExpires(protocol);
            parameters.Lifetime = TimeSpan.FromSeconds(seconds);
        }
        parameters.Credential = credential.AsMemory();
        parameters.SignedHeaders = signedHeaders.AsMemory();
        parameters.Signature = signature.AsMemory();
        parameters.SessionToken = string.IsNullOrEmpty(token) ? null : token;
        parameters.Time = time;
        return null;
    }

    private static bool Set(ref string? parameter, string value)
    {
        if (parameter is not null) return false;
        parameter = value;
        return true;
    }
}
