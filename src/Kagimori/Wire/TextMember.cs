using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A string member.</summary>
/// <param name="other">The member that a required one may be left out for.</param>
public sealed class TextMember<TRequest>(string name, Func<TRequest, string?> get, TextType type, bool isRequired, Func<TRequest, string?>? other = null)
    : Member<TRequest>(name, isRequired)
{
    public TextType Type { get; } = type;

    public override object DeclaredType => Type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value && !Type.IsSensitive) json.WriteString(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null || other?.Invoke(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        if (get(request) is { } value) Type.Check(value, CamelName, ref violations);
    }
}
