using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A list of tags; KMS and IAM name the two halves differently and bound them equally.</summary>
/// <param name="keyName">The name of a tag's key in validation texts and audit records: <c>tagKey</c> or <c>key</c>.</param>
public sealed class TagListMember<TRequest>(
    string name, Func<TRequest, IReadOnlyList<Tag?>?> get, TextType keyType, TextType valueType, string keyName, string valueName, bool isRequired, int max = int.MaxValue)
    : Member<TRequest>(name, isRequired)
{
    public override IEnumerable<(string CamelName, object? Type)> DeclaredMembers => [(keyName, keyType), (valueName, valueType)];

    public override int MaxStructures => max;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is not { Count: > 0 } tags) return;
        json.WriteStartArray(CamelName);
        foreach (var tag in tags)
        {
            json.WriteStartObject();
            json.WriteString(keyName, tag?.Key);
            json.WriteString(valueName, tag?.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        var tags = get(request)!;
        if (tags.Count > max) violations.Add($"[{tags.Count} tags]", CamelName, $"Member must have length less than or equal to {max}");
        for (var i = 0; i < tags.Count; i++)
        {
            var path = $"{CamelName}.{i + 1}.member";
            Check(tags[i]?.Key, keyType, $"{path}.{keyName}", ref violations);
            Check(tags[i]?.Value, valueType, $"{path}.{valueName}", ref violations);
        }
    }

    private static void Check(string? value, TextType type, string path, ref Violations violations)
    {
        if (value is null) violations.AddMissing(path);
        else type.Check(value, path, ref violations);
    }
}
