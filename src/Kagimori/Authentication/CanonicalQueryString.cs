namespace Kagimori.Authentication;

/// <summary>The canonical query string: names and values encoded in the one way, in ascending order of name, then value.</summary>
internal static class CanonicalQueryString
{
    public static void Append(ref Utf8Buffer buffer, string queryString, bool isPresigned)
    {
        if (queryString.Length == 0) return;
        var encoded = new List<(byte[] Name, byte[] Value)>();
        var scratch = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            foreach (var pair in new QueryPairs(queryString))
            {
                var name = Reencode(ref scratch, pair.Name);
                if (isPresigned && name.AsSpan().SequenceEqual("X-Amz-Signature"u8)) continue;
                encoded.Add((name, Reencode(ref scratch, pair.Value)));
            }
        }
        finally
        {
            scratch.Dispose();
        }
        encoded.Sort(Compare);
        for (var i = 0; i < encoded.Count; i++)
        {
            if (i > 0) buffer.Append((byte)'&');
            buffer.Append(encoded[i].Name);
            buffer.Append((byte)'=');
            buffer.Append(encoded[i].Value);
        }
    }

    private static byte[] Reencode(ref Utf8Buffer scratch, ReadOnlySpan<char> text)
    {
        scratch.Truncate(0);
        UriEncoding.AppendDecoded(ref scratch, text);
        var end = scratch.Length;
        var decoded = scratch.Written.ToArray();
        UriEncoding.AppendEncoded(ref scratch, decoded);
        return scratch.Written[end..].ToArray();
    }

    private static int Compare((byte[] Name, byte[] Value) left, (byte[] Name, byte[] Value) right)
    {
        var names = left.Name.AsSpan().SequenceCompareTo(right.Name);
        return names != 0 ? names : left.Value.AsSpan().SequenceCompareTo(right.Value);
    }
}
