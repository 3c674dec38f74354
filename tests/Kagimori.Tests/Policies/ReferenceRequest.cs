using System.Text.Json.Nodes;

namespace Kagimori.Tests.Policies;

/// <summary>A request as the reference evaluator takes it: plain strings and JSON.</summary>
internal sealed class ReferenceRequest
{
    public string Type = "", Arn = "", Id = "", Action = "", Resource = "";
    public string? Account, IssuerArn, IssuerId, Owner;
    public bool Mandatory, CrossAccountAllowed = true;
    public Dictionary<string, object> Context = new(StringComparer.OrdinalIgnoreCase);
    public List<JsonNode> Identity = [];
    public JsonNode? ResourcePolicy, Boundary, Endpoint;
    public List<JsonNode>? Session;
    public List<List<JsonNode>>? ServiceControl, ResourceControl;
    public List<(string Class, bool CallerIssued)> Grants = [];
}
