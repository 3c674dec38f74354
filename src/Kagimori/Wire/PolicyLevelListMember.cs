using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>The levels of an organization from the root down, each a structure with a list of policies.</summary>
public sealed class PolicyLevelListMember(string name, string member, ListType type) : Member<QueryParameters>(name, isRequired: false)
{
    private readonly string _memberCamelName = JsonNamingPolicy.CamelCase.ConvertName(member);

    /// <summary>The list that each structure has.</summary>
    public string Inner { get; } = member;

    public override void Audit(QueryParameters request, Utf8JsonWriter json)
    {
        if (request.Lists(Name, Inner) is not { } levels) return;
        json.WriteStartArray(CamelName);
        foreach (var level in levels)
        {
            json.WriteStartObject();
            json.WriteStartArray(_memberCamelName);
            foreach (var policy in level) json.WriteStringValue(policy);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    protected override bool IsPresent(QueryParameters request) => request.Lists(Name, Inner) is not null;

    protected override void CheckValue(QueryParameters request, ref Violations violations)
    {
        var levels = request.Lists(Name, Inner)!;
        for (var i = 0; i < levels.Count; i++) type.Check(levels[i], $"{CamelName}.{i + 1}.member.{_memberCamelName}", inner: null, ref violations);
    }
}
