using System.Globalization;
using System.Text;

namespace Kagimori.Policies;

/// <summary>Writes JSON the way AWS returns stored policies: Jackson's default pretty printer.</summary>
/// <remarks>Two spaces per object level, <c>"name" : value</c>, arrays on one line with the braces of their objects opened in place: <c>[ {</c> … <c>}, {</c> … <c>} ]</c>.</remarks>
internal static class CanonicalText
{
    public static string Of(SourceNode root)
    {
        var text = new StringBuilder();
        Write(root, 0, text);
        return text.ToString();
    }

    private static void Write(SourceNode node, int depth, StringBuilder text)
    {
        switch (node.Kind)
        {
            case SourceKind.Object:
                WriteObject(node, depth, text);
                break;
            case SourceKind.Array:
                text.Append('[');
                for (var i = 0; i < node.Items.Count; i++)
                {
                    text.Append(i == 0 ? " " : ", ");
                    Write(node.Items[i], depth, text);
                }
                text.Append(" ]");
                break;
            case SourceKind.Text:
                WriteString(node.Text, text);
                break;
            default:
                text.Append(node.Text);
                break;
        }
    }

    private static void WriteObject(SourceNode node, int depth, StringBuilder text)
    {
        if (node.Members.Count == 0)
        {
            text.Append("{ }");
            return;
        }
        text.Append('{');
        for (var i = 0; i < node.Members.Count; i++)
        {
            text.Append(i == 0 ? "\n" : ",\n").Append(' ', 2 * (depth + 1));
            WriteString(node.Members[i].Name, text);
            text.Append(" : ");
            Write(node.Members[i].Value, depth + 1, text);
        }
        text.Append('\n').Append(' ', 2 * depth).Append('}');
    }

    public static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '\b': text.Append("\\b"); break;
                case '\f': text.Append("\\f"); break;
                case < ' ': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"); break;
                default: text.Append(c); break;
            }
        }
        text.Append('"');
    }
}
