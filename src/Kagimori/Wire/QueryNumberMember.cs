using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>An integer of an AWS Query request, where a number is sent as text and may not be one.</summary>
public sealed class QueryNumberMember(string name, NumberType type) : Member<QueryParameters>(name, isRequired: false)
{
    public NumberType Type { get; } = type;

    public override void Audit(QueryParameters request, Utf8JsonWriter json)
    {
        if (request.Number(Name) is { } value) json.WriteNumber(CamelName, value);
    }

    protected override bool IsPresent(QueryParameters request) => request.Text(Name) is not null;

    protected override void CheckValue(QueryParameters request, ref Violations violations)
    {
        if (request.Number(Name) is { } value) Type.Check(value, CamelName, ref violations);
        else violations.Add(request.Text(Name), CamelName, "Member must be an integer");
    }
}
