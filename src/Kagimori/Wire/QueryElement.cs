using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace Kagimori.Wire;

/// <summary>A part of an AWS Query answer: a text, a structure of named members, or a list.</summary>
/// <remarks>The same tree becomes the XML answer and the audit trail's responseElements.</remarks>
public sealed class QueryElement
{
    private readonly bool _isList;
    private readonly bool _isSecret;
    private readonly IReadOnlyList<QueryElement> _children = [];

    private QueryElement(string name, string text, bool isSecret)
    {
        Name = name;
        Value = text;
        _isSecret = isSecret;
    }

    private QueryElement(string name, IReadOnlyList<QueryElement> children, bool isList)
    {
        Name = name;
        _children = children;
        _isList = isList;
    }

    public string Name { get; }

    public string? Value { get; }

    /// <summary>A text member; null values make no element.</summary>
    public static QueryElement? Text(string name, string? value) => value is null ? null : new QueryElement(name, value, isSecret: false);

    /// <summary>A text member that goes to the caller and never to the audit trail.</summary>
    public static QueryElement Secret(string name, string value) => new(name, value, isSecret: true);

    public static QueryElement Flag(string name, bool value) => new(name, value ? "true" : "false", isSecret: false);

    public static QueryElement Number(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture), isSecret: false);

    /// <summary>A date as IAM and STS write it: <c>2026-01-02T03:04:05Z</c>.</summary>
    public static QueryElement Date(string name, DateTimeOffset value) =>
        new(name, value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), isSecret: false);

    public static QueryElement Structure(string name, params QueryElement?[] members) => new(name, [.. members.OfType<QueryElement>()], isList: false);

    /// <summary>A list: each item is written as <c>&lt;member&gt;</c>.</summary>
    public static QueryElement List(string name, IEnumerable<QueryElement> items) => new(name, [.. items], isList: true);

    /// <summary>A map: each pair is written as <c>&lt;entry&gt;</c> with its <c>&lt;key&gt;</c> and <c>&lt;value&gt;</c>.</summary>
    public static QueryElement Map(string name, IEnumerable<(string Key, string Value)> pairs) =>
        Structure(name, [.. pairs.Select(pair => Structure("entry", Text("key", pair.Key), Text("value", pair.Value)))]);

    public void WriteTo(XmlWriter xml)
    {
        xml.WriteStartElement(Name);
        if (Value is not null) xml.WriteString(XmlText.Clean(Value));
        foreach (var child in _children) child.WriteTo(xml);
        xml.WriteEndElement();
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        if (Value is not null)
        {
            json.WriteStringValue(Value);
            return;
        }
        if (_isList)
        {
            json.WriteStartArray();
            foreach (var child in _children) child.WriteTo(json);
            json.WriteEndArray();
            return;
        }
        json.WriteStartObject();
        foreach (var child in _children)
        {
            if (child._isSecret) continue;
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(child.Name));
            child.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
