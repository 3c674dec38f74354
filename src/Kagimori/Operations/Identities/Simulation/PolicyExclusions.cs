using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Which of a principal's own policies its simulation leaves out. What is given beside them stays.</summary>
internal sealed class PolicyExclusions
{
    public const string Parameter = "PolicyExclusionList";

    private const string OwnedByAws = "arn:aws:iam::aws:policy/";

    private readonly IReadOnlyList<PolicyExclusion> _exclusions;

    private PolicyExclusions(IReadOnlyList<PolicyExclusion> exclusions) => _exclusions = exclusions;

    public static PolicyExclusions None { get; } = new([]);

    public bool ServiceControlPolicies => IsExcluded("scp");

    public bool Boundary => IsExcluded("permission-boundary");

    public static Outcome<PolicyExclusions> Read(QueryParameters query)
    {
        var exclusions = query.PolicyExclusions(Parameter) ?? [];
        return exclusions.Any(exclusion => !IsWhole(exclusion)) ? IdentityRefusals.InvalidInlineExclusion() : new PolicyExclusions(exclusions);
    }

    /// <param name="attachmentType">user, group or role.</param>
    public bool Inline(string attachmentType, string attachmentName, string policyName) => IsExcluded("inline") || _exclusions.Any(exclusion =>
        exclusion.AttachmentType == attachmentType && exclusion.PolicyName == policyName && IsMatch(exclusion.AttachmentName!, attachmentName));

    // A policy is excluded by its ARN without the path, whatever path it has.
    public bool Managed(string arn, AccountId account)
    {
        if (IsExcluded(arn.StartsWith(OwnedByAws, StringComparison.Ordinal) ? "aws-managed" : "user-managed")) return true;
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        var withoutPath = arn.StartsWith(OwnedByAws, StringComparison.Ordinal) ? OwnedByAws + name : $"arn:aws:iam::{account}:policy/{name}";
        return _exclusions.Any(exclusion => exclusion.PolicyArn == withoutPath);
    }

    private bool IsExcluded(string type) => _exclusions.Any(exclusion => exclusion.PolicyType == type);

    // The policy's name is whole; the name of what it is attached to may have ? anywhere, and one * at its end.
    private static bool IsWhole(PolicyExclusion exclusion)
    {
        if (exclusion is { PolicyName: null, AttachmentType: null, AttachmentName: null }) return true;
        return exclusion is { PolicyName: { } policy, AttachmentType: not null, AttachmentName: { } owner }
            && !policy.AsSpan().ContainsAny('*', '?') && !owner.AsSpan(0, Math.Max(0, owner.Length - 1)).Contains('*');
    }

    private static bool IsMatch(string pattern, string name)
    {
        var known = pattern.EndsWith('*') ? pattern.Length - 1 : pattern.Length;
        if (known == pattern.Length ? name.Length != known : name.Length < known) return false;
        for (var i = 0; i < known; i++)
        {
            if (pattern[i] != '?' && pattern[i] != name[i]) return false;
        }
        return true;
    }
}
