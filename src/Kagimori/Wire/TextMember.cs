using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A string member.</summary>
public sealed class TextMember<TRequest>(string name, Func<TRequest, string?> get, TextType type, bool isRequired) : Member<TRequest>(name, isRequired)
{
    public TextType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value && !Type.IsSensitive) json.WriteString(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!, CamelName, ref violations);
}
