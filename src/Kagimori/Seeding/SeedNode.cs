using System.Text.Json;
using Kagimori.Policies;

namespace Kagimori.Seeding;

/// <summary>An object of a file that an operator writes, a seed or the list of CloudHSM clusters, that knows its place, and collects every error with it.</summary>
internal sealed class SeedNode(JsonElement element, string path, List<string> errors)
{
    private readonly HashSet<string> _read = [];

    public string Path => path;

    public string PathOf(string member) => path.Length == 0 ? member : $"{path}.{member}";

    public void Error(string member, string problem) => errors.Add($"{PathOf(member)}: {problem}");

    public string? Text(string name) => Read(name, JsonValueKind.String, "a string")?.GetString();

    public string Required(string name)
    {
        if (!element.TryGetProperty(name, out _)) Error(name, "is required.");
        return Text(name) ?? "";
    }

    /// <summary>A required text that must have a certain form.</summary>
    public string Required(string name, Func<string, bool> isValid, string form)
    {
        var text = Required(name);
        if (text.Length > 0 && !isValid(text)) Error(name, $"'{text}' is not {form}.");
        return text;
    }

    public bool? Flag(string name)
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Error(name, "must be true or false.");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Read(name, JsonValueKind.Array, "an array of strings") is not { } array) return null;
        var texts = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String) texts.Add(item.GetString()!);
            else Error($"{name}[{texts.Count}]", "must be a string.");
        }
        return texts;
    }

    public IReadOnlyDictionary<string, string>? Map(string name)
    {
        if (Read(name, JsonValueKind.Object, "an object") is not { } map) return null;
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in map.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String) pairs[member.Name] = member.Value.GetString()!;
            else Error($"{name}.{member.Name}", "must be a string.");
        }
        return pairs;
    }

    /// <summary>An object inside this one.</summary>
    public T? Object<T>(string name, Func<SeedNode, T> read) where T : class
    {
        if (Read(name, JsonValueKind.Object, "an object") is not { } value) return null;
        var node = new SeedNode(value, PathOf(name), errors);
        var item = read(node);
        node.RefuseUnknown();
        return item;
    }

    public IReadOnlyList<T>? Objects<T>(string name, Func<SeedNode, T> read)
    {
        if (Read(name, JsonValueKind.Array, "an array of objects") is not { } array) return Done<IReadOnlyList<T>?>(null);
        var items = new List<T>();
        foreach (var item in array.EnumerateArray())
        {
            var node = new SeedNode(item, $"{PathOf(name)}[{items.Count}]", errors);
            if (item.ValueKind != JsonValueKind.Object)
            {
                Error($"{name}[{items.Count}]", "must be an object.");
                return items;
            }
            items.Add(read(node));
            node.RefuseUnknown();
        }
        return Done<IReadOnlyList<T>?>(items);
    }

    /// <summary>A policy document, written as JSON or as a string that holds JSON.</summary>
    public string? Policy(string name, PolicyGrammar grammar) => Member(name) is { } value ? PolicyText(value, name, grammar) : null;

    /// <summary>Policy documents by name.</summary>
    public IReadOnlyDictionary<string, string>? Policies(string name, PolicyGrammar grammar)
    {
        if (Read(name, JsonValueKind.Object, "an object of policy documents") is not { } map) return null;
        var policies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in map.EnumerateObject())
        {
            if (PolicyText(member.Value, $"{name}.{member.Name}", grammar) is { } text) policies[member.Name] = text;
        }
        return policies;
    }

    /// <summary>A misspelt member must not be silently ignored.</summary>
    private void RefuseUnknown()
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!_read.Contains(member.Name)) Error(member.Name, "is not a member that stands here.");
        }
    }

    private T Done<T>(T value)
    {
        if (path.Length == 0 && element.ValueKind == JsonValueKind.Object) RefuseUnknown();
        else if (path.Length == 0) errors.Add("The file must be a JSON object.");
        return value;
    }

    private string? PolicyText(JsonElement value, string name, PolicyGrammar grammar)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (Kagimori.Policies.Policy.TryParse(text, grammar, out _, out var error)) return text;
        Error(name, $"{error!.Message} (line {error.Line}, column {error.Column} of the policy{(error.Path.Length > 0 ? $", at {error.Path}" : "")})");
        return null;
    }

    private JsonElement? Read(string name, JsonValueKind kind, string form)
    {
        if (Member(name) is not { } value) return null;
        if (value.ValueKind == kind) return value;
        Error(name, $"must be {form}.");
        return null;
    }

    private JsonElement? Member(string name)
    {
        _read.Add(name);
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Null ? null : value;
    }
}
