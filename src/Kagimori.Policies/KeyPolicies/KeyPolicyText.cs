using System.Text;

namespace Kagimori.Policies;

/// <summary>Writes statements of generated key policies in canonical form.</summary>
internal sealed class KeyPolicyText
{
    private readonly StringBuilder _text = new();
    private bool _first = true;

    public KeyPolicyText(string id) =>
        _text.Append("{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"").Append(id).Append("\",\n  \"Statement\" : [ ");

    public void Add(string sid, IReadOnlyList<string> principals, IReadOnlyList<string> actions, bool onlyForServices = false)
    {
        if (principals.Count == 0) return;
        _text.Append(_first ? "{\n" : ", {\n");
        _first = false;
        _text.Append("    \"Sid\" : \"").Append(sid).Append("\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : ");
        AppendList(principals);
        _text.Append("\n    },\n    \"Action\" : ");
        AppendList(actions);
        _text.Append(",\n    \"Resource\" : \"*\"");
        if (onlyForServices)
            _text.Append(",\n    \"Condition\" : {\n      \"Bool\" : {\n        \"kms:GrantIsForAWSResource\" : \"true\"\n      }\n    }");
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
