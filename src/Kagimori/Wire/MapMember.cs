using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A map of strings to strings, such as the encryption context.</summary>
public sealed class MapMember<TRequest>(string name, Func<TRequest, IReadOnlyDictionary<string, string>?> get) : Member<TRequest>(name, isRequired: false)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is not { Count: > 0 } pairs) return;
        json.WriteStartObject(CamelName);
        foreach (var (key, value) in pairs) json.WriteString(key, value);
        json.WriteEndObject();
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        foreach (var (key, value) in get(request)!)
        {
            if (value is null) violations.AddMissing($"{CamelName}.{key}.member");
        }
    }
}
