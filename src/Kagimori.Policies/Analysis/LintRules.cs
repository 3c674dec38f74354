using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Every rule of the lint. A new one is a row in one of these tables, and a pair of documents in its test.</summary>
internal static class LintRules
{
    /// <summary>What cannot be read at all: found while reading, not by looking at a document.</summary>
    public static LintRule NotJson { get; } = new(
        "JSON_SYNTAX_ERROR", Error, "Mend the JSON: no comments, no trailing commas, every member once, every brace and quote closed.", _ => []);

    /// <summary>What the engine refuses and no rule foresaw.</summary>
    public static LintRule Refused { get; } = new(
        "POLICY_REFUSED", Error, "Mend what is named: the document would be refused when it is saved.", _ => []);

    public static IReadOnlyList<LintRule> All { get; } =
    [
        NotJson,
        Refused,
        .. DocumentRules.All,
        .. ElementRules.All,
        .. PrincipalRules.All,
        .. ActionRules.All,
        .. ResourceRules.All,
        .. ConditionRules.All,
        .. ConditionKeyRules.All,
        .. ConditionValueRules.All,
        .. VariableRules.All,
        .. AccessRules.All,
        .. RedundancyRules.All,
        .. KeyPolicyRules.All,
    ];
}
