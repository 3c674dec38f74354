using System.Text.Json;

namespace Kagimori.PolicyTools;

/// <summary>A value of an evaluation line and its place, so that what is wrong with it can be said precisely.</summary>
internal readonly struct EvaluationNode(JsonElement element, string path)
{
    public JsonElement Element { get; } = element;

    public string Path { get; } = path;

    /// <summary>The member of an object; null when it is missing or null.</summary>
    public EvaluationNode? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Fault("must be an object");
        return Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new(value, Path.Length == 0 ? name : $"{Path}.{name}") : null;
    }

    /// <summary>The places of the members that have no meaning here.</summary>
    public IEnumerable<string> Besides(string[] names) => Members().Where(member => !names.Contains(member.Name)).Select(member => member.Value.Path);

    /// <summary>Refuses members that have no meaning here.</summary>
    public EvaluationNode Only(string[] names) => Members().FirstOrDefault(member => !names.Contains(member.Name)) is { Name: { } name }
        ? throw Fault($"has the member '{name}', which is not known") : this;

    public EvaluationNode Require(string name) => Find(name) ?? throw Fault($"needs {name}");

    public string Text() => Element.ValueKind == JsonValueKind.String ? Content() : throw Fault("must be a string");

    /// <summary>A string, or a number or boolean as its text.</summary>
    public string Scalar() => Element.ValueKind switch
    {
        JsonValueKind.String => Content(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Element.GetRawText(),
        _ => throw Fault("must be a string, a number or a boolean"),
    };

    public IEnumerable<EvaluationNode> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array) throw Fault("must be an array");
        var index = 0;
        foreach (var item in Element.EnumerateArray()) yield return new(item, $"{Path}[{index++}]");
    }

    public IEnumerable<(string Name, EvaluationNode Value)> Members()
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Fault("must be an object");
        foreach (var member in Element.EnumerateObject())
        {
            var name = NameOf(member);
            yield return (name, new(member.Value, Path.Length == 0 ? name : $"{Path}.{name}"));
        }
    }

    // Half of a surrogate pair can be written as an escape, and is no text.
    private string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw Fault("has a name that is not Unicode text");
        }
    }

    private string Content()
    {
        try
        {
            return Element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault("is not Unicode text");
        }
    }

    public EvaluationException Fault(string what) => new($"{(Path.Length == 0 ? "The line" : Path)} {what}.");
}
