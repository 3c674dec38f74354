using System.Text.Json.Nodes;
using Kagimori.Operations;

namespace Kagimori.Tests.Wire;

/// <summary>AWS's own model of a service, where it lies beside the repository.</summary>
internal sealed class ServiceModel
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["kms"] = "kms-2014-11-01.model.json", ["iam"] = "iam-2010-05-08.model.json", ["sts"] = "sts-2011-06-15.model.json",
    };

    private readonly JsonNode _model;

    private ServiceModel(string prefix, JsonNode model)
    {
        Operations = [.. OperationCatalog.All.Where(operation => operation.Service.Prefix == prefix)];
        _model = model;
    }

    /// <summary>The operations of the service that there are here.</summary>
    public IReadOnlyList<Operation> Operations { get; }

    /// <summary>Skips the test when the model is not there.</summary>
    public static ServiceModel Read(string prefix)
    {
        var path = Path.Combine(StructureTests.Root, "..", "shared", "facts", Files[prefix]);
        if (!File.Exists(path)) Assert.Skip($"The service model {Files[prefix]} does not lie beside the repository.");
        return new ServiceModel(prefix, JsonNode.Parse(File.ReadAllText(path))!);
    }

    public JsonNode Shape(string name) => _model["shapes"]![name] ?? throw new ArgumentException($"The model has no shape {name}.");

    public string TypeOf(string shape) => Shape(shape)["type"]!.GetValue<string>();

    /// <summary>The shape of an operation's input; null for one without.</summary>
    public string? InputOf(Operation operation) => _model["operations"]![operation.Name]!["input"]?["shape"]?.GetValue<string>();

    /// <summary>The shape of an operation's output; null for one without.</summary>
    public string? OutputOf(Operation operation) => _model["operations"]![operation.Name]!["output"]?["shape"]?.GetValue<string>();

    /// <summary>The shapes of the errors that an operation declares.</summary>
    public IEnumerable<string> ErrorsOf(Operation operation) =>
        _model["operations"]![operation.Name]!["errors"]?.AsArray().Select(error => error!["shape"]!.GetValue<string>()) ?? [];

    /// <summary>The members of a structure with their shapes.</summary>
    public IReadOnlyDictionary<string, string> MembersOf(string shape) =>
        Shape(shape)["members"]?.AsObject().ToDictionary(member => member.Key, member => member.Value!["shape"]!.GetValue<string>()) ?? [];

    public IReadOnlyList<string> RequiredOf(string shape) => TextsOf(shape, "required");

    /// <summary>The values of an enumeration; none for another shape.</summary>
    public IReadOnlyList<string> ValuesOf(string shape) => TextsOf(shape, "enum");

    /// <summary>The shape of a list's items.</summary>
    public string ItemOf(string shape) => Shape(shape)["member"]!["shape"]!.GetValue<string>();

    private List<string> TextsOf(string shape, string member) => Shape(shape)[member]?.AsArray().Select(text => text!.GetValue<string>()).ToList() ?? [];
}
