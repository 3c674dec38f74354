using System.Text.Json;
using System.Text.Json.Nodes;
using Kagimori.Operations;
using Kagimori.Wire;

namespace Kagimori.Tests.Wire;

/// <summary>Our declared requests against AWS's own service models, member by member, where the models lie beside the repository.</summary>
public sealed class ServiceModelTests
{
    // Members of the models that this version does not declare, because it refuses or ignores them; each is a line of docs/compatibility.md.
    private static readonly HashSet<string> NotDeclared =
    [
        "AssumeRole.ProvidedContexts",
    ];

    // Members that AWS answers to and that the models, as they lie there, do not have yet.
    private static readonly HashSet<string> NewerThanModel =
    [
        "SimulateCustomPolicy.OrderedOrganizationPolicyInputList", "SimulatePrincipalPolicy.PolicyExclusionList",
        "CreateGrant.GranteeServicePrincipal", "CreateGrant.RetiringServicePrincipal", "CreateGrant.Constraints.sourceArn",
        "ListGrants.GranteeServicePrincipal", "ListRetirableGrants.RetiringServicePrincipal",
    ];

    // Types whose patterns are looser here on purpose: ARNs of any form reach the clearer refusal behind them.
    private static readonly HashSet<string> WithoutPattern = ["arnType"];

    [Theory]
    [InlineData("kms")]
    [InlineData("iam")]
    [InlineData("sts")]
    public void Declared_members_are_those_of_the_service_model(string prefix)
    {
        var model = ServiceModel.Read(prefix);
        var differences = new List<string>();
        foreach (var operation in model.Operations) Compare(model, operation, differences);
        Assert.Empty(differences);
    }

    private static void Compare(ServiceModel model, Operation operation, List<string> differences)
    {
        var input = model.InputOf(operation);
        var members = input is null ? new Dictionary<string, string>() : model.MembersOf(input);
        var required = input is null ? [] : model.RequiredOf(input);
        var declared = operation.Members.ToDictionary(member => member.Name);
        foreach (var name in declared.Keys.Except(members.Keys).Where(name => !NewerThanModel.Contains($"{operation.Name}.{name}"))) differences.Add($"{operation.Name}.{name} is not in the model");
        foreach (var (name, shape) in members)
        {
            var place = $"{operation.Name}.{name}";
            if (!declared.TryGetValue(name, out var member))
            {
                if (!NotDeclared.Contains(place)) differences.Add($"{place} is not declared");
                continue;
            }
            if (member.IsRequired != required.Contains(name)) differences.Add($"{place}: required {required.Contains(name)}");
            Compare(place, model.Shape(shape), member.DeclaredType, model, differences);
            if (StructureOf(model, shape) is { } structure && member.DeclaredType is not ListType) CompareStructure(place, shape, structure, member, model, differences);
        }
    }

    private static void CompareStructure(string place, string shape, string structure, MemberDeclaration member, ServiceModel model, List<string> differences)
    {
        var members = model.MembersOf(structure).ToDictionary(pair => JsonNamingPolicy.CamelCase.ConvertName(pair.Key), pair => pair.Value);
        var declared = member.DeclaredMembers.ToDictionary(inner => inner.CamelName, inner => inner.Type);
        var max = model.Shape(shape)["max"]?.GetValue<int>() ?? int.MaxValue;
        if (member.MaxStructures != max) differences.Add($"{place}: max is {member.MaxStructures}, in the model {max}");
        foreach (var name in members.Keys.Except(declared.Keys)) differences.Add($"{place}.{name} is not declared");
        foreach (var name in declared.Keys.Except(members.Keys).Where(name => !NewerThanModel.Contains($"{place}.{name}"))) differences.Add($"{place}.{name} is not in the model");
        foreach (var name in declared.Keys.Intersect(members.Keys)) Compare($"{place}.{name}", model.Shape(members[name]), declared[name], model, differences);
    }

    // The structure that a member is, or is a list of.
    private static string? StructureOf(ServiceModel model, string shape) => model.TypeOf(shape) switch
    {
        "structure" => shape,
        "list" when model.TypeOf(model.ItemOf(shape)) == "structure" => model.ItemOf(shape),
        _ => null,
    };

    private static void Compare(string place, JsonNode type, object? declared, ServiceModel model, List<string> differences)
    {
        int? min = type["min"]?.GetValue<int>(), max = type["max"]?.GetValue<int>();
        switch (declared)
        {
            case null when type["type"]!.GetValue<string>() is "string" or "integer" or "blob":
                differences.Add($"{place} has another type than in the model");
                break;
            case TextType text:
                Expect(place, "min", min ?? 0, text.Min);
                Expect(place, "max", max ?? int.MaxValue, text.Max);
                Expect(place, "enum", string.Join(' ', type["enum"]?.AsArray().Select(value => value!.GetValue<string>()) ?? []), string.Join(' ', text.Values ?? []));
                if (!WithoutPattern.Contains(text.Name)) Expect(place, "pattern", type["pattern"]?.GetValue<string>(), text.Pattern);
                break;
            case NumberType number:
                Expect(place, "bounds", (min ?? int.MinValue, max ?? int.MaxValue), (number.Min, number.Max));
                break;
            case BlobType blob:
                Expect(place, "bounds", (min ?? 0, max ?? int.MaxValue), (blob.Min, blob.Max));
                break;
            case ListType list when type["member"] is not null:
                Expect(place, "bounds", (min ?? 0, max ?? int.MaxValue), (list.Min, list.Max));
                var item = model.Shape(type["member"]!["shape"]!.GetValue<string>());
                if (item["type"]!.GetValue<string>() == "string") Compare($"{place}[]", item, list.Item, model, differences);
                break;
        }

        void Expect<T>(string where, string what, T expected, T actual)
        {
            if (!Equals(expected, actual)) differences.Add($"{where}: {what} is {actual}, in the model {expected}");
        }
    }
}
