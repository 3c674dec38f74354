namespace Kagimori.Policies;

/// <summary>One statement of a policy: whom, what and on what it allows or denies, and under which conditions. Immutable.</summary>
/// <remarks>An element that the statement does not have is null; Action and NotAction exclude each other, as do the other pairs.</remarks>
public sealed class Statement
{
    private readonly PrincipalEntry[]? _principals, _notPrincipals;
    private readonly ActionPattern[]? _actions, _notActions;
    private readonly ResourcePattern[]? _resources, _notResources;
    private readonly ConditionClause[] _conditions = [], _cheapestFirst = [];

    internal Statement(int index, Effect effect)
    {
        Index = index;
        Effect = effect;
    }

    /// <summary>The place among the statements of its policy, from zero.</summary>
    public int Index { get; }

    public string? Sid { get; internal init; }

    public Effect Effect { get; }

    /// <summary>Line of the opening brace, from one.</summary>
    public int Line { get; internal init; }

    /// <summary>Column of the opening brace, from one.</summary>
    public int Column { get; internal init; }

    /// <summary>Offset of the opening brace in the policy's text.</summary>
    public int Start { get; internal init; }

    /// <summary>Offset just after the closing brace.</summary>
    public int End { get; internal init; }

    /// <summary>Accepted but never applies: a key policy's statement without Action or Resource.</summary>
    public bool IsInert { get; internal init; }

    public IReadOnlyList<PrincipalEntry>? Principals { get => _principals; internal init => _principals = value as PrincipalEntry[]; }

    public IReadOnlyList<PrincipalEntry>? NotPrincipals { get => _notPrincipals; internal init => _notPrincipals = value as PrincipalEntry[]; }

    public IReadOnlyList<ActionPattern>? Actions { get => _actions; internal init => _actions = value as ActionPattern[]; }

    public IReadOnlyList<ActionPattern>? NotActions { get => _notActions; internal init => _notActions = value as ActionPattern[]; }

    public IReadOnlyList<ResourcePattern>? Resources { get => _resources; internal init => _resources = value as ResourcePattern[]; }

    public IReadOnlyList<ResourcePattern>? NotResources { get => _notResources; internal init => _notResources = value as ResourcePattern[]; }

    public IReadOnlyList<ConditionClause> Conditions
    {
        get => _conditions;
        internal init
        {
            _conditions = [.. value];
            _cheapestFirst = [.. value.OrderBy(condition => condition.Cost)];
        }
    }

    internal ConditionClause? CheapestCondition => _cheapestFirst.Length > 0 ? _cheapestFirst[0] : null;

    /// <summary>The same statement on other conditions, and on everything where its resources cannot be told.</summary>
    internal Statement Under(IReadOnlyList<ConditionClause> conditions, bool onEverything) => new(Index, Effect)
    {
        Sid = Sid, Line = Line, Column = Column, Start = Start, End = End, IsInert = IsInert,
        Principals = _principals, NotPrincipals = _notPrincipals, Actions = _actions, NotActions = _notActions,
        Resources = onEverything ? null : _resources, NotResources = onEverything ? null : _notResources, Conditions = conditions,
    };

    /// <summary>How the statement reaches the caller, or None when it does not apply.</summary>
    public PrincipalMatch Applies(AccessRequest request)
    {
        request.Forget();
        if (IsInert || !MatchesAction(request.Action)) return PrincipalMatch.None;
        var match = MatchHead(request);
        return match != PrincipalMatch.None && MatchesConditions(request) ? match : PrincipalMatch.None;
    }

    /// <summary>All but action and conditions. The cheap rejections come first.</summary>
    internal PrincipalMatch MatchHead(AccessRequest request)
    {
        var match = MatchPrincipal(request);
        return match != PrincipalMatch.None && MatchesResource(request) ? match : PrincipalMatch.None;
    }

    public bool MatchesAction(string action)
    {
        foreach (var pattern in _actions ?? _notActions ?? [])
            if (pattern.IsMatch(action))
                return _actions is not null;
        return _notActions is not null;
    }

    /// <summary>A statement that names no principals belongs to the caller's own policy and so reaches it directly.</summary>
    /// <remarks>A Deny with NotPrincipal always reaches a caller that has a permissions boundary.</remarks>
    public PrincipalMatch MatchPrincipal(AccessRequest request)
    {
        if (_notPrincipals is not null)
        {
            if (Effect == Effect.Deny && request.Boundary is not null) return PrincipalMatch.Direct;
            return Strongest(_notPrincipals, request.Principal) == PrincipalMatch.None ? PrincipalMatch.Direct : PrincipalMatch.None;
        }
        return _principals is null ? PrincipalMatch.Direct : Strongest(_principals, request.Principal);
    }

    /// <summary>NotResource applies when no pattern matches and every pattern could be resolved.</summary>
    public bool MatchesResource(AccessRequest request)
    {
        foreach (var pattern in _resources ?? [])
            if (pattern.Match(request) == ResourceMatch.Yes)
                return true;
        foreach (var pattern in _notResources ?? [])
            if (pattern.Match(request) != ResourceMatch.No)
                return false;
        return _resources is null;
    }

    /// <summary>Whether the two match the same requests, of those whose action both match, but for their conditions.</summary>
    internal bool HasHeadOf(Statement other) =>
        Effect == other.Effect
        && Same(_principals, other._principals, entry => (entry.Type, entry.Text)) && Same(_notPrincipals, other._notPrincipals, entry => (entry.Type, entry.Text))
        && Same(_resources, other._resources, pattern => pattern.Text) && Same(_notResources, other._notResources, pattern => pattern.Text);

    internal bool MatchesConditions(AccessRequest request)
    {
        foreach (var condition in _cheapestFirst)
            if (!condition.Holds(request))
                return false;
        return true;
    }

    private static bool Same<TElement, TIdentity>(TElement[]? one, TElement[]? other, Func<TElement, TIdentity> identity) =>
        one is null || other is null ? one == other : one.Select(identity).SequenceEqual(other.Select(identity));

    private static PrincipalMatch Strongest(PrincipalEntry[] entries, Principal caller)
    {
        var strongest = PrincipalMatch.None;
        foreach (var entry in entries)
        {
            var match = entry.Match(caller);
            if (match == PrincipalMatch.Direct) return match;
            if (match > strongest) strongest = match;
        }
        return strongest;
    }
}
