namespace Kagimori.Policies;

/// <summary>A statement as written, whatever is wrong with it: what can be read of each element, and where it stands.</summary>
internal sealed class LintStatement
{
    private readonly ActionPattern[] _patterns;

    public LintStatement(LintDocument document, SourceNode node, int index)
    {
        Document = document;
        Node = node;
        Index = index;
        Place = LintPlace.Of($"Statement[{index}]", node);
        Effect = node["Effect"] switch
        {
            { Kind: SourceKind.Text, Text: "Allow" } => Policies.Effect.Allow,
            { Kind: SourceKind.Text, Text: "Deny" } => Policies.Effect.Deny,
            _ => null,
        };
        HasNotAction = node["Action"] is null && node["NotAction"] is not null;
        HasNotResource = node["Resource"] is null && node["NotResource"] is not null;
        HasNotPrincipal = node["Principal"] is null && node["NotPrincipal"] is not null;
        Actions = LintText.ListOf(node["Action"] ?? node["NotAction"], PathOf("Action", HasNotAction));
        Resources = LintText.ListOf(node["Resource"] ?? node["NotResource"], PathOf("Resource", HasNotResource));
        Principals = LintPrincipal.ListOf(node["Principal"] ?? node["NotPrincipal"], PathOf("Principal", HasNotPrincipal));
        Conditions = [.. ConditionsOf(node["Condition"])];
        _patterns = [.. Actions.Select(action => new ActionPattern(action.Value))];
        KmsActions = [.. Policies.KmsActions.All.Where(Covers)];
    }

    public LintDocument Document { get; }

    public SourceNode Node { get; }

    public int Index { get; }

    public LintPlace Place { get; }

    /// <summary>Null when it is neither Allow nor Deny.</summary>
    public Effect? Effect { get; }

    public bool HasNotAction { get; }

    public bool HasNotResource { get; }

    public bool HasNotPrincipal { get; }

    /// <summary>Of Action or of NotAction.</summary>
    public IReadOnlyList<LintText> Actions { get; }

    public IReadOnlyList<LintText> Resources { get; }

    public IReadOnlyList<LintPrincipal> Principals { get; }

    public IReadOnlyList<LintCondition> Conditions { get; }

    /// <summary>The actions of KMS that the statement speaks of.</summary>
    public IReadOnlyList<KmsAction> KmsActions { get; }

    public bool Allows => Effect == Policies.Effect.Allow;

    public bool Denies => Effect == Policies.Effect.Deny;

    /// <summary>Whether it has all that it needs to apply to anything.</summary>
    public bool IsWhole =>
        Effect is not null && Actions.Count > 0 && (Resources.Count > 0 || Document.Rules.Resource == ElementRule.Forbidden)
        && (Principals.Count > 0 || Document.Rules.Principal == PrincipalRule.Forbidden);

    /// <summary>Whether a resource is named by nothing but <c>*</c>, or as every key.</summary>
    public bool IsOnEveryKey => !HasNotResource && Resources.Any(resource => resource.Value == "*" || IsEveryKey(resource.Value));

    public bool Covers(KmsAction action) => _patterns.Length > 0 && Array.Exists(_patterns, pattern => pattern.IsMatch(action.Action)) != HasNotAction;

    /// <summary>The actions of KMS that one entry stands for.</summary>
    public static IEnumerable<KmsAction> KmsActionsOf(LintText action)
    {
        var pattern = new ActionPattern(action.Value);
        return Policies.KmsActions.All.Where(known => pattern.IsMatch(known.Action));
    }

    /// <summary>The place of an element, or of the statement when it does not have it.</summary>
    public LintPlace PlaceOf(string element)
    {
        foreach (var member in Node.Members)
            if (member.Name == element)
                return LintPlace.Of($"{Place.Path}.{element}", member);
        return Place with { Path = $"{Place.Path}.{element}" };
    }

    private static bool IsEveryKey(string arn) => arn.Split(':', 6) is ["arn", _, "kms", "*", "*", "*" or "key/*"];

    private string PathOf(string element, bool negated) => $"{Place.Path}.{(negated ? "Not" : "")}{element}";

    private IEnumerable<LintCondition> ConditionsOf(SourceNode? node) =>
        from op in node?.Members ?? []
        from key in op.Value.Members
        select new LintCondition(this, op, key);
}
