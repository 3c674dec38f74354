namespace Kagimori.Policies;

/// <summary>A place where a rule applies, and what is wrong there.</summary>
internal readonly record struct LintHit(LintPlace Place, string Message);
