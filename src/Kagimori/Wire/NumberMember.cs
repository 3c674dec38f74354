using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>An integer member.</summary>
public sealed class NumberMember<TRequest>(string name, Func<TRequest, int?> get, NumberType type, bool isRequired) : Member<TRequest>(name, isRequired)
{
    public NumberType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value) json.WriteNumber(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!.Value, CamelName, ref violations);
}
