namespace Kagimori.Policies;

/// <summary>One issue code: how serious it is, what to do about it, and how it is found.</summary>
internal sealed record LintRule(string Code, LintFindingType Type, string Advice, Func<LintDocument, IEnumerable<LintHit>> Find)
{
    public static LintRule OfStatements(string code, LintFindingType type, string advice, Func<LintStatement, IEnumerable<LintHit>> find) =>
        new(code, type, advice, document => document.Statements.SelectMany(find));

    public static LintRule OfConditions(string code, LintFindingType type, string advice, Func<LintCondition, IEnumerable<LintHit>> find) =>
        OfStatements(code, type, advice, statement => statement.Conditions.SelectMany(find));

    public static LintRule OfActions(string code, LintFindingType type, string advice, Func<LintStatement, LintText, string?> find) =>
        OfStatements(code, type, advice, statement => Hits(statement, statement.Actions, find));

    public static LintRule OfResources(string code, LintFindingType type, string advice, Func<LintStatement, LintText, string?> find) =>
        OfStatements(code, type, advice, statement => Hits(statement, statement.Resources, find));

    public static LintRule OfPrincipals(string code, LintFindingType type, string advice, Func<LintStatement, LintPrincipal, string?> find) =>
        OfStatements(code, type, advice, statement => statement.Principals
            .Select(principal => (principal.Text.Place, Message: find(statement, principal)))
            .Where(hit => hit.Message is not null).Select(hit => hit.Place.Says(hit.Message!)));

    /// <summary>A rule about each value of each condition.</summary>
    public static LintRule OfValues(string code, LintFindingType type, string advice, Func<LintCondition, LintText, string?> find) =>
        OfConditions(code, type, advice, condition => Hits(condition, condition.Values, find));

    private static IEnumerable<LintHit> Hits<T>(T owner, IEnumerable<LintText> texts, Func<T, LintText, string?> find) =>
        texts.Select(text => (text.Place, Message: find(owner, text))).Where(hit => hit.Message is not null).Select(hit => hit.Place.Says(hit.Message!));
}
