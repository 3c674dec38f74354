using System.Text.Json;
using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Who gains and who loses what when a key's policy is replaced, and whether it could be replaced again.</summary>
/// <param name="Principals">Those whom the policy as it is or as it would be allows something; who can come other ways than directly stands again for each that is not in everything as the direct one.</param>
/// <param name="Considered">The actions that were looked at: those that a key policy decides and that a key of this usage can do.</param>
/// <param name="NotForwarded">Services and condition keys that policies name and that nobody is configured to bring: requests are taken as made without them.</param>
public sealed record PolicyImpact(KeyArn Key, IReadOnlyList<PrincipalImpact> Principals, IReadOnlyList<KmsAction> Considered, IReadOnlyList<string> NotForwarded)
{
    private const string PutKeyPolicy = "PutKeyPolicy";

    /// <summary>Those who can put the new policy: PutKeyPolicy's safety check lets pass who may put the next one too.</summary>
    public IEnumerable<(PrincipalImpact Principal, ActionImpact Put)> PassingSafetyCheck => Putting().Where(one => one.Put.After.Possibility != Possibility.Never);

    /// <summary>Those who may put a policy now, and whom the safety check refuses this one.</summary>
    public IEnumerable<(PrincipalImpact Principal, ActionImpact Put)> FailingSafetyCheck => Putting().Where(one => one.Put.After.Possibility == Possibility.Never);

    /// <summary>Those who may change the key policy once the new one is there.</summary>
    public IEnumerable<PrincipalImpact> Keepers =>
        Principals.Where(principal => principal.Actions.Any(action => action.Action.Name == PutKeyPolicy && action.After.Possibility != Possibility.Never));

    /// <summary>For people: each principal with what it gains, loses and keeps, and the statements that decide.</summary>
    public string ToText() => PolicyImpactText.Of(this);

    /// <summary>One JSON object.</summary>
    public void WriteTo(Utf8JsonWriter writer) => PolicyImpactJson.Write(this, writer);

    private IEnumerable<(PrincipalImpact Principal, ActionImpact Put)> Putting() =>
        from principal in Principals
        from action in principal.Actions
        where action.Action.Name == PutKeyPolicy && action.Before.Possibility != Possibility.Never
        select (principal, action);
}
