using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A boolean member; every value it can have is valid.</summary>
public sealed class FlagMember<TRequest>(string name, Func<TRequest, bool?> get) : Member<TRequest>(name, isRequired: false)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value) json.WriteBoolean(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
    }
}
