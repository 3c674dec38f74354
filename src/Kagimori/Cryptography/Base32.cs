namespace Kagimori.Cryptography;

/// <summary>Base32 without padding, RFC 4648 section 6: five bits a character, so of whole characters only as many as there are whole groups of five bytes.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Group = 5;
    private const int GroupCharacters = 8;

    /// <summary>Writes the text of <paramref name="bytes"/>, a multiple of five of them, to <paramref name="text"/>.</summary>
    public static void Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length % Group, 0, nameof(bytes));
        for (var group = 0; group < bytes.Length / Group; group++)
        {
            ulong bits = 0;
            foreach (var value in bytes.Slice(group * Group, Group)) bits = bits << 8 | value;
            for (var i = GroupCharacters - 1; i >= 0; i--, bits >>= 5) text[group * GroupCharacters + i] = Alphabet[(int)(bits & 31)];
        }
    }

    /// <summary>False for a text that is not whole groups of the alphabet's characters.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length % GroupCharacters != 0 || bytes.Length != text.Length / GroupCharacters * Group) return false;
        for (var group = 0; group < text.Length / GroupCharacters; group++)
        {
            ulong bits = 0;
            foreach (var character in text.Slice(group * GroupCharacters, GroupCharacters))
            {
                var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
                if (value < 0) return false;
                bits = bits << 5 | (uint)value;
            }
            for (var i = Group - 1; i >= 0; i--, bits >>= 8) bytes[group * Group + i] = (byte)(bits & 255);
        }
        return true;
    }
}
