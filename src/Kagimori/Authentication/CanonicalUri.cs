namespace Kagimori.Authentication;

/// <summary>The canonical URI: the path without dot segments and empty segments, each segment encoded once more.</summary>
/// <remarks>Segments arrive encoded once, so in the canonical request they are encoded twice, as all services but S3 have it.</remarks>
internal static class CanonicalUri
{
    public static void Append(ref Utf8Buffer buffer, ReadOnlySpan<char> path)
    {
        var start = buffer.Length;
        var openEnded = true;
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            openEnded = segment is "" or "." or "..";
            if (segment is "..")
            {
                buffer.Truncate(start + Math.Max(0, buffer.Written[start..].LastIndexOf((byte)'/')));
            }
            else if (!openEnded)
            {
                buffer.Append((byte)'/');
                UriEncoding.AppendEncoded(ref buffer, segment);
            }
        }
        if (openEnded) buffer.Append((byte)'/');
    }
}
