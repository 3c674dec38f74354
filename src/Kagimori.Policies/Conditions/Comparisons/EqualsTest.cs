namespace Kagimori.Policies;

/// <summary>StringEquals without variables, the commonest of all conditions.</summary>
internal sealed class EqualsTest(string[] values) : ValueTest
{
    // Of most conditions the only one.
    private readonly string? _first = values.FirstOrDefault();

    public override TestResult Test(string value, IConditionContext context)
    {
        if (value == _first) return TestResult.Match;
        for (var i = 1; i < values.Length; i++)
            if (value == values[i])
                return TestResult.Match;
        return TestResult.NoMatch;
    }
}
