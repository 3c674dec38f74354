using System.Text;

namespace Kagimori.Policies;

/// <summary>Writes statements of generated key policies in canonical form.</summary>
internal sealed class KeyPolicyText
{
    private readonly StringBuilder _text = new();
    private bool _first = true;

    public KeyPolicyText(string id) =>
        _text.Append("{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"").Append(id).Append("\",\n  \"Statement\" : [ ");

    public void Add(string sid, IReadOnlyList<string> principals, IReadOnlyList<string> actions, string? condition = null) =>
        Add(sid, "AWS", principals, actions, condition);

    /// <param name="condition">The Condition element as JSON in canonical form, or null for none.</param>
    public void Add(string sid, string principalType, IReadOnlyList<string> principals, IReadOnlyList<string> actions, string? condition = null)
    {
        if (principals.Count == 0) return;
        _text.Append(_first ? "{\n" : ", {\n");
        _first = false;
        _text.Append("    \"Sid\" : \"").Append(sid).Append("\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"").Append(principalType).Append("\" : ");
        AppendList(principals);
        _text.Append("\n    },\n    \"Action\" : ");
        AppendList(actions);
        _text.Append(",\n    \"Resource\" : \"*\"");
        if (condition is not null) _text.Append(",\n    \"Condition\" : ").Append(condition);
        _text.Append("\n  }");
    }

    public override string ToString() => _text + " ]\n}";

    private void AppendList(IReadOnlyList<string> values)
    {
        if (values.Count > 1) _text.Append("[ ");
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) _text.Append(", ");
            CanonicalText.WriteString(values[i], _text);
        }
        if (values.Count > 1) _text.Append(" ]");
    }
}
