using System.Xml;

namespace Kagimori.Wire;

/// <summary>Text that XML can carry.</summary>
internal static class XmlText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces characters that no XML document may contain; they come from callers' own words in an error.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsAllowed(text, i)) return string.Create(text.Length, text, static (clean, dirty) =>
            {
                for (var at = 0; at < clean.Length; at++) clean[at] = IsAllowed(dirty, at) ? dirty[at] : Replacement;
            });
        }
        return text;
    }

    private static bool IsAllowed(string text, int at)
    {
        var c = text[at];
        if (char.IsHighSurrogate(c)) return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
        if (char.IsLowSurrogate(c)) return at > 0 && char.IsHighSurrogate(text[at - 1]);
        return XmlConvert.IsXmlChar(c);
    }
}
