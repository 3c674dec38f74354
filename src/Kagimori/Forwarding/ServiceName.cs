using System.Buffers;
using Kagimori.Identities;

namespace Kagimori.Forwarding;

/// <summary>Names of services as principals: <c>s3.amazonaws.com</c>, <c>storage.example.com</c>.</summary>
internal static class ServiceName
{
    private const int Longest = 128;
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    public static bool IsValid(string name) =>
        name.Length <= Longest && !name.AsSpan().ContainsAnyExcept(Characters) && name.Split('.') is { Length: > 1 } labels && !labels.Contains("");

    /// <summary>The service in a Region, as kms:ViaService names it: <c>s3.us-east-1.amazonaws.com</c>.</summary>
    public static string In(string name, Region region)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return $"{name[..dot]}.{region}{name[dot..]}";
    }
}
