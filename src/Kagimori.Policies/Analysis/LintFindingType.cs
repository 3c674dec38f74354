namespace Kagimori.Policies;

/// <summary>How serious a finding is, in the four steps of IAM Access Analyzer.</summary>
public enum LintFindingType
{
    /// <summary>The policy is refused when it is saved, or a part of it can never do what it says.</summary>
    Error,

    /// <summary>The policy allows more than it seems to, or takes the key out of everybody's hands.</summary>
    SecurityWarning,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>Could be shorter or clearer.</summary>
    Suggestion,
}
