using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>A decision and everything that was considered for it, as data, as text and as JSON.</summary>
public sealed class Explanation
{
    internal Explanation(AccessRequest request, Decision decision, IReadOnlyList<PolicySetExplanation> sets)
    {
        Decision = decision;
        Sets = sets;
        Principal = request.Principal;
        Action = request.Action;
        Resource = request.Resource;
        IsCrossAccount = request.IsCrossAccount;
        Grants = [.. request.ResourceGrants];
    }

    public Decision Decision { get; }

    public Principal Principal { get; }

    public string Action { get; }

    public string Resource { get; }

    public bool IsCrossAccount { get; }

    /// <summary>The grants that covered the request.</summary>
    public IReadOnlyList<ResourceGrant> Grants { get; }

    public IReadOnlyList<PolicySetExplanation> Sets { get; }

    /// <summary>The decision in one sentence.</summary>
    public string Summary => ExplanationText.Summary(this);

    /// <summary>A tree for people.</summary>
    public string ToText() => ExplanationText.Of(this);

    /// <summary>One JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer) => ExplanationJson.Write(this, writer);
}
