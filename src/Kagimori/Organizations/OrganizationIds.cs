using Kagimori.Cryptography;

namespace Kagimori.Organizations;

/// <summary>Makes the ids that Organizations makes: a prefix that names the kind, then digits and lower-case letters.</summary>
internal static class OrganizationIds
{
    public const int OrganizationLength = 10;
    public const int RootLength = 4;

    /// <summary>Of handshakes and of requests to create an account.</summary>
    public const int RequestLength = 32;

    private const int UnitLength = 8;
    private const int PolicyLength = 10;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz012345";

    public static string New(RandomSource random, int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        random.Fill(bytes);
        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++) text[i] = Alphabet[bytes[i] & 31];
        return text.ToString();
    }

    public static string NewUnit(RandomSource random, string rootId) => $"ou-{rootId["r-".Length..]}-{New(random, UnitLength)}";

    public static string NewPolicy(RandomSource random) => $"p-{New(random, PolicyLength)}";
}
