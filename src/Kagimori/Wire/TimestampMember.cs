using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A timestamp member; every value it can have is valid.</summary>
public sealed class TimestampMember<TRequest>(string name, Func<TRequest, DateTimeOffset?> get) : Member<TRequest>(name, isRequired: false)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value) json.WriteString(CamelName, value.UtcDateTime);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
    }
}
