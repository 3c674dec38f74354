using System.Text.Json.Nodes;

namespace Kagimori.Tests.Policies;

/// <summary>A request with everything that decides it, as the reference evaluator takes it: plain strings and JSON.</summary>
internal sealed class ReferenceRequest
{
    /// <summary>User, AssumedRole, FederatedUser, Root, Service or Anonymous; the last two have no account. A service's ARN is its name.</summary>
    public string Type = "", Arn = "", Id = "";

    public string? Account, IssuerArn, IssuerId;

    /// <summary>The resource is <c>*</c> and has no owner when the action has none.</summary>
    public string Action = "", Resource = "";

    public string? Owner;

    /// <summary>Condition keys in any case, each with a string or, when multivalued, an array of strings.</summary>
    public Dictionary<string, object> Context = new(StringComparer.OrdinalIgnoreCase);

    public ReferencePolicy? ResourcePolicy, Boundary;
    public List<ReferencePolicy> Identity = [];

    /// <summary>Null: there is none.</summary>
    public List<ReferencePolicy>? Session, Endpoint;

    /// <summary>Levels from the root down; empty: none apply.</summary>
    public List<List<ReferencePolicy>> ServiceControl = [], ResourceControl = [];

    /// <summary>The grants on the key and elsewhere.</summary>
    public List<ReferenceGrant> Grants = [];

    /// <summary>kms:CreateGrant: the grant that is asked for. kms:RetireGrant: the one that shall go.</summary>
    public ReferenceGrant? Concerned;

    /// <summary>The branches that the reference took to decide it.</summary>
    public HashSet<string> Marks { get; } = [];

    public void Mark(string branch) => Marks.Add(branch);
}
