namespace Kagimori.Policies;

/// <summary>StringEquals without variables.</summary>
internal sealed class EqualsTest(string[] values) : ValueTest
{
    /// <summary>Null when there are several values, or none.</summary>
    public string? OnlyValue => values is [var only] ? only : null;

    public override TestResult Test(string value, IConditionContext context) => values.Contains(value) ? TestResult.Match : TestResult.NoMatch;
}
