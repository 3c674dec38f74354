using Microsoft.AspNetCore.Http;

namespace Kagimori.Authentication;

/// <summary>The canonical headers: one line for each signed header, values trimmed, runs of white space one space, repeats joined by commas.</summary>
internal static class CanonicalHeaders
{
    public static void Append(ref Utf8Buffer buffer, IHeaderDictionary headers, ReadOnlySpan<char> signedHeaders)
    {
        foreach (var range in signedHeaders.Split(';'))
        {
            var name = signedHeaders[range];
            buffer.Append(name);
            buffer.Append((byte)':');
            var values = headers[KnownName(name)];
            for (var i = 0; i < values.Count; i++)
            {
                if (i > 0) buffer.Append((byte)',');
                AppendValue(ref buffer, values[i]);
            }
            buffer.Append((byte)'\n');
        }
    }

    private static void AppendValue(ref Utf8Buffer buffer, ReadOnlySpan<char> value)
    {
        value = value.Trim(" \t");
        while (!value.IsEmpty)
        {
            var space = value.IndexOfAny(' ', '\t');
            if (space < 0)
            {
                buffer.Append(value);
                return;
            }
            buffer.Append(value[..space]);
            buffer.Append((byte)' ');
            value = value[space..].TrimStart(" \t");
        }
    }

    // The names clients sign, as strings that exist already.
    private static string KnownName(ReadOnlySpan<char> name) => name switch
    {
        "accept" => "accept",
        "amz-sdk-invocation-id" => "amz-sdk-invocation-id",
        "amz-sdk-request" => "amz-sdk-request",
        "content-length" => "content-length",
        "content-type" => "content-type",
        "host" => "host",
        "user-agent" => "user-agent",
        "x-amz-content-sha256" => "x-amz-content-sha256",
        "x-amz-date" => "x-amz-date",
        "x-amz-security-token" => "x-amz-security-token",
        "x-amz-target" => "x-amz-target",
        "x-amz-user-agent" => "x-amz-user-agent",
        _ => name.ToString(),
    };
}
