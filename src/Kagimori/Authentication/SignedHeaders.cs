namespace Kagimori.Authentication;

/// <summary>The list of headers a signature covers: lower-case names, ascending, apart by semicolons.</summary>
internal static class SignedHeaders
{
    /// <summary>How the headers of forwarded context begin.</summary>
    public const string ForwardedPrefix = "x-kagimori-";

    /// <summary>Every header that could change what a request means must be covered: host, the date, and all x-amz-… and x-kagimori-….</summary>
    public static Refusal? Check(in SignedHttpRequest request, ReadOnlySpan<char> list, bool isPresigned, ServiceProtocol protocol)
    {
        if (!Contains(list, "host")) return AuthenticationRefusals.HostNotSigned(protocol);
        var dated = isPresigned;
        foreach (var header in request.Headers)
        {
            if (!header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !header.Key.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (!Contains(list, header.Key)) return AuthenticationRefusals.HeaderNotSigned(protocol, header.Key);
            dated |= header.Key.Equals("x-amz-date", StringComparison.OrdinalIgnoreCase);
        }
        return dated || Contains(list, "date") ? null : AuthenticationRefusals.HeaderNotSigned(protocol, "Date");
    }

    /// <summary>Whether the list is as a signer must write it; AWS's own canonical form, so no other can match.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> list)
    {
        ReadOnlySpan<char> previous = default;
        foreach (var range in list.Split(';'))
        {
            var name = list[range];
            if (name.IsEmpty || name.ContainsAnyInRange('A', 'Z') || previous.SequenceCompareTo(name) >= 0) return false;
            previous = name;
        }
        return true;
    }

    private static bool Contains(ReadOnlySpan<char> list, ReadOnlySpan<char> name)
    {
        foreach (var range in list.Split(';'))
        {
            if (list[range].Equals(name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
