namespace Kagimori.Policies;

/// <summary>Whether one element of a statement speaks of everything that another speaks of.</summary>
/// <remarks>A yes is certain. A no may be wrong: an inclusion that needs several patterns together is not seen.</remarks>
internal static class Inclusion
{
    private const char Run = '\uE000', One = '\uE001'; // the wildcards of the narrower pattern, from Unicode's private use area

    /// <summary>Whether every action and resource, principal and condition of the narrower statement is within the wider one.</summary>
    /// <remarks>A Deny that names an account or a role reaches all its principals and sessions; an Allow to them is weaker than one to the principal itself.</remarks>
    public static bool Includes(LintStatement wider, LintStatement narrower) =>
        wider.IsWhole && narrower.IsWhole && IncludesActions(wider, narrower) && IncludesResources(wider, narrower) && IncludesPrincipals(wider, narrower)
        && wider.Conditions.All(condition => narrower.Conditions.Any(condition.IsSameAs));

    /// <summary>Whether the principal is one of those that the statement reaches.</summary>
    public static bool Reaches(LintStatement statement, LintPrincipal principal) =>
        !statement.HasNotPrincipal && statement.Principals.Any(entry => Reaches(statement, entry, principal));

    public static bool OfAction(string wider, string narrower) => OfPattern(wider.ToUpperInvariant(), narrower.ToUpperInvariant());

    /// <summary>ARN patterns include each other part by part: no wildcard crosses the first five colons.</summary>
    public static bool OfResource(string wider, string narrower)
    {
        if (wider == "*" || wider == narrower) return true;
        string[] left = wider.Split(':', 6), right = narrower.Split(':', 6);
        return left.Length == 6 && right.Length == 6 && !wider.Contains("${", StringComparison.Ordinal) && !narrower.Contains("${", StringComparison.Ordinal)
            && left.Zip(right).All(pair => OfPattern(pair.First, pair.Second));
    }

    // A wildcard of the narrower pattern is a character that only a run of the wider one can swallow.
    private static bool OfPattern(string wider, string narrower) =>
        wider == narrower || Matches(wider, narrower.Replace('*', Run).Replace('?', One));

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int at = 0, next = 0, lastRun = -1, runEnd = 0;
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*') (lastRun, runEnd, next) = (next, at, next + 1);
            else if (next < pattern.Length && (pattern[next] == text[at] || (pattern[next] == '?' && text[at] != Run))) (next, at) = (next + 1, at + 1);
            else if (lastRun >= 0) (next, at) = (lastRun + 1, ++runEnd);
            else return false;
        }
        while (next < pattern.Length && pattern[next] == '*') next++;
        return next == pattern.Length;
    }

    private static bool IncludesActions(LintStatement wider, LintStatement narrower) => (wider.HasNotAction, narrower.HasNotAction) switch
    {
        (false, false) => narrower.Actions.All(action => wider.Actions.Any(other => OfAction(other.Value, action.Value))),
        (false, true) => wider.Actions.Any(action => action.Value == "*"),
        (true, true) => wider.Actions.All(action => narrower.Actions.Any(other => OfAction(other.Value, action.Value))),
        _ => false,
    };

    private static bool IncludesResources(LintStatement wider, LintStatement narrower) => (wider.HasNotResource, narrower.HasNotResource) switch
    {
        (false, false) => narrower.Resources.All(resource => wider.Resources.Any(other => OfResource(other.Value, resource.Value))),
        (false, true) => wider.Resources.Any(resource => resource.Value == "*"),
        (true, true) => wider.Resources.All(resource => narrower.Resources.Any(other => OfResource(other.Value, resource.Value))),
        _ => false,
    };

    private static bool IncludesPrincipals(LintStatement wider, LintStatement narrower)
    {
        if (wider.HasNotPrincipal) return false;
        if (wider.Principals.Any(principal => principal.IsEveryone)) return true;
        return !narrower.HasNotPrincipal && narrower.Principals.All(principal => Reaches(wider, principal));
    }

    private static bool Reaches(LintStatement statement, LintPrincipal entry, LintPrincipal principal)
    {
        if (entry.IsEveryone || (entry.Type == principal.Type && entry.Entry is not null && entry.Entry.Key == principal.Entry?.Key)) return true;
        if (!statement.Denies || principal.Account is null || entry.Account != principal.Account) return false;
        return entry.Entry!.Kind switch
        {
            PrincipalEntryKind.Account => true,
            PrincipalEntryKind.Role => principal.Entry!.Kind == PrincipalEntryKind.RoleSession && RoleOf(entry) == RoleOf(principal),
            _ => false,
        };
    }

    // …:role/path/NAME and …:assumed-role/NAME/session
    private static string RoleOf(LintPrincipal principal)
    {
        var parts = principal.Text.Value.Split('/');
        return principal.Entry!.Kind == PrincipalEntryKind.Role ? parts[^1] : parts[1];
    }
}
