using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>The context of a policy simulation.</summary>
public sealed class ContextEntryListMember(string name) : Member<QueryParameters>(name, isRequired: false)
{
    public override IEnumerable<(string CamelName, object? Type)> DeclaredMembers =>
        [("contextKeyName", Iam.ContextKeyNameType), ("contextKeyValues", Iam.ContextKeyValueListType), ("contextKeyType", Iam.ContextKeyTypeEnum)];

    public override void Audit(QueryParameters request, Utf8JsonWriter json)
    {
        if (request.ContextEntries(Name) is not { } entries) return;
        json.WriteStartArray(CamelName);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("contextKeyName", entry.Name);
            json.WriteStartArray("contextKeyValues");
            foreach (var value in entry.Values ?? []) json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteString("contextKeyType", entry.Type);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    protected override bool IsPresent(QueryParameters request) => request.ContextEntries(Name) is not null;

    protected override void CheckValue(QueryParameters request, ref Violations violations)
    {
        var entries = request.ContextEntries(Name)!;
        for (var i = 0; i < entries.Count; i++)
        {
            var path = $"{CamelName}.{i + 1}.member";
            if (entries[i].Name is { } key) Iam.ContextKeyNameType.Check(key, $"{path}.contextKeyName", ref violations);
            if (entries[i].Type is { } type) Iam.ContextKeyTypeEnum.Check(type, $"{path}.contextKeyType", ref violations);
        }
    }
}
