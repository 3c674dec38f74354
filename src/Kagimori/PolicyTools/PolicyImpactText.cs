using System.Globalization;
using System.Text;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Prints an impact for people.</summary>
internal static class PolicyImpactText
{
    public static string Of(PolicyImpact impact)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The new key policy of {impact.Key}\n");
        var changed = impact.Principals.Where(principal => principal.Actions.Any(action => action.Change != ImpactChange.Keeps)).ToList();
        foreach (var principal in changed) Append(impact, principal, text);
        if (changed.Count == 0) text.Append("\nNobody gains or loses anything.\n");
        var others = impact.Principals.Except(changed).ToList();
        if (others.Count > 0) text.Append("\nUnchanged\n");
        foreach (var principal in others)
        {
            var kept = principal.Actions.Count == 0 ? "is allowed nothing, before and after" : $"keeps {List(impact, principal.Of(ImpactChange.Keeps))}";
            text.Append(CultureInfo.InvariantCulture, $"  {principal.Kind} {principal.Name} {kept}\n");
        }
        AppendSafetyCheck(impact, text);
        if (impact.NotForwarded.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nNobody is configured to forward {string.Join(", ", impact.NotForwarded)}: requests are taken as made without it (--trusted-callers).\n");
        return text.ToString();
    }

    private static void Append(PolicyImpact impact, PrincipalImpact principal, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{principal.Kind} {principal.Name}\n");
        var groups = principal.Actions.Where(action => action.Change != ImpactChange.Keeps)
            .GroupBy(action => (action.Change, Before: Why(action, action.Before), After: Why(action, action.After))).OrderBy(group => group.Key.Change);
        foreach (var group in groups)
        {
            var names = List(impact, [.. group.Select(action => action.Action.Name)]);
            text.Append(CultureInfo.InvariantCulture, $"  {Verb(group.Key.Change),-8}{names}\n    before  {group.Key.Before}\n    after   {group.Key.After}\n");
        }
        var kept = principal.Of(ImpactChange.Keeps);
        if (kept.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  {Verb(ImpactChange.Keeps),-8}{List(impact, kept)}\n");
    }

    private static void AppendSafetyCheck(PolicyImpact impact, StringBuilder text)
    {
        text.Append("\nPutKeyPolicy's safety check\n");
        foreach (var (principal, put) in impact.PassingSafetyCheck)
            text.Append(CultureInfo.InvariantCulture, $"  accepts the policy from {principal.Name}{Under(put.After)}\n");
        foreach (var (principal, _) in impact.FailingSafetyCheck)
            text.Append(CultureInfo.InvariantCulture, $"  refuses it to {principal.Name}: {Refusals.PolicyLockout().Message}\n");
        text.Append(impact.Keepers.Any()
            ? $"  Afterwards the key policy can be changed by {string.Join(", ", impact.Keepers.Select(principal => principal.Name))}.\n"
            : "  LOCKOUT: afterwards nobody can change the key policy.\n");
    }

    // Which action it is does not matter for what stands beside the names of the actions.
    private static string Why(ActionImpact action, PossibleDecision decision) =>
        decision.Decision.ToText(action.Action.Action).Replace($" allows {action.Action.Action}", " allows it", StringComparison.Ordinal) + Under(decision);

    private static string Under(PossibleDecision decision) => decision.Conditions.Count == 0 ? "" : $", if {string.Join(" and ", decision.Conditions)}";

    private static string List(PolicyImpact impact, IReadOnlyList<string> names) => string.Join(", ", ActionNames.Of(names, impact.Considered));

    private static string Verb(ImpactChange change) => change switch
    {
        ImpactChange.Gains => "gains",
        ImpactChange.Loses => "loses",
        ImpactChange.Changes => "changes",
        _ => "keeps",
    };
}
