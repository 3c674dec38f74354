using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A list of strings, or of structures of which one string counts.</summary>
/// <param name="inner">The name of that string in validation texts; null for a list of strings.</param>
public sealed class ListMember<TRequest>(string name, Func<TRequest, IReadOnlyList<string?>?> get, ListType type, bool isRequired, string? inner = null)
    : Member<TRequest>(name, isRequired)
{
    public ListType Type { get; } = type;

    public override object DeclaredType => Type;

    public IReadOnlyList<string?>? ValuesOf(TRequest request) => get(request);

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is not { Count: > 0 } values || Type.Item.IsSensitive) return;
        json.WriteStartArray(CamelName);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!, CamelName, inner, ref violations);
}
