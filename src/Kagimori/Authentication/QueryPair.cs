using System.Text;

namespace Kagimori.Authentication;

/// <summary>One name=value of a query string, still encoded.</summary>
internal readonly ref struct QueryPair(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
{
    public ReadOnlySpan<char> Name { get; } = name;

    public ReadOnlySpan<char> Value { get; } = value;

    public string DecodeName() => Decode(Name);

    public string DecodeValue() => Decode(Value);

    private static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny('%', '+') < 0) return text.ToString();
        var decoded = new Utf8Buffer(stackalloc byte[256]);
        try
        {
            UriEncoding.AppendDecoded(ref decoded, text);
            return Encoding.UTF8.GetString(decoded.Written);
        }
        finally
        {
            decoded.Dispose();
        }
    }
}
