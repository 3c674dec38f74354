using System.Net;
using System.Text;

namespace Kagimori.Wire;

/// <summary>Reads AWS Query parameters from a form body or a query string.</summary>
public static class AwsQuery
{
    private const int MaxParameters = 10_000;

    /// <summary>Whether a request without an X-Amz-Target is an AWS Query request.</summary>
    public static bool IsForm(string? contentType) =>
        contentType is not null && contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>name=value&amp;…</c>. The first value of a repeated name counts, as with AWS.</summary>
    /// <returns>False when there are too many parameters or the bytes are not UTF-8.</returns>
    public static bool TryParse(ReadOnlySpan<byte> form, out Dictionary<string, string> parameters)
    {
        parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        string text;
        try
        {
            text = StrictUtf8.GetString(form);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        foreach (var range in text.AsSpan().Split('&'))
        {
            var pair = text.AsSpan(range);
            if (pair.IsEmpty) continue;
            if (parameters.Count >= MaxParameters) return false;
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? default : pair[(equals + 1)..];
            parameters.TryAdd(WebUtility.UrlDecode(name.ToString()), WebUtility.UrlDecode(value.ToString()));
        }
        return true;
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
