using System.Text.Json;

namespace Kagimori.Policies;

/// <summary>A decision and everything that was considered for it, as data, as text and as JSON.</summary>
public sealed record Explanation
{
    internal Explanation(AccessRequest request, Decision decision, IReadOnlyList<PolicySetExplanation> sets)
    {
        Decision = decision;
        Sets = sets;
        Principal = request.Principal;
        Action = request.Action;
        Resource = request.Resource;
        IsCrossAccount = request.IsCrossAccount;
    }

    public Decision Decision { get; init; }

    public Principal Principal { get; }

    public string Action { get; }

    /// <summary>The ARN, <c>*</c>, or "this resource" when it is hidden.</summary>
    public string Resource { get; private init; }

    public bool IsCrossAccount { get; }

    /// <summary>The grants that covered the request, then those that came nearest to it.</summary>
    public required IReadOnlyList<GrantExplanation> Grants { get; init; }

    /// <summary>How many more grants there are, none of which covers the request.</summary>
    public required int GrantsLeftOut { get; init; }

    public IReadOnlyList<PolicySetExplanation> Sets { get; init; }

    /// <summary>What would allow the denied request, the nearest first; none where no change of policies would.</summary>
    public required IReadOnlyList<Hint> Hints { get; init; }

    /// <summary>Each statement without which the allowed request would be denied; none where no single one is needed.</summary>
    public required IReadOnlyList<DecidingStatement> RestsOn { get; init; }

    /// <summary>Each grant without which the allowed request would be denied.</summary>
    public required IReadOnlyList<GrantExplanation> RestsOnGrants { get; init; }

    /// <summary>Whether what belongs to another account is left out.</summary>
    public bool IsPartial { get; private init; }

    /// <summary>Whether not even the existence of the resource is told.</summary>
    public bool IsResourceHidden { get; private init; }

    /// <summary>What the account of a denied caller may learn: nothing of another account's resource, nor whether it is there, until its owner allows.</summary>
    public Explanation ForCallersAccount()
    {
        if (!IsCrossAccount) return this;
        var ownerAllows = Decision is { Outcome: DecisionOutcome.ImplicitlyDenied, By: DecidedBy.IdentityPolicy or DecidedBy.PermissionsBoundary or DecidedBy.SessionPolicy };
        return this with
        {
            Decision = DenialMessage.IsOwnersSide(Decision.By) ? Decision.Lacks(DecidedBy.ResourcePolicy)
                : Decision.By == DecidedBy.TrustPolicy ? Decision with { Statement = null } : Decision,
            Resource = ownerAllows ? Resource : "this resource",
            Sets = ownerAllows ? [.. Sets.Where(set => set.Kind != DecidedBy.TrustPolicy && !DenialMessage.IsOwnersSide(set.Kind))] : [],
            Hints = ownerAllows ? Hints : [],
            Grants = [],
            GrantsLeftOut = 0,
            IsPartial = true,
            IsResourceHidden = !ownerAllows,
        };
    }

    /// <summary>The decision in one sentence.</summary>
    public string Summary => ExplanationText.Summary(this);

    /// <summary>A tree for people.</summary>
    public string ToText() => ExplanationText.Of(this);

    /// <summary>One JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer) => ExplanationJson.Write(this, writer);
}
