namespace Kagimori.Policies;

/// <summary>The Date operators, to the millisecond. Text that is no date matches nothing, so DateNotEquals holds for it.</summary>
internal sealed class DateTest : ValueTest
{
    private readonly ConditionOperator _op;
    private readonly long[] _values;

    public DateTest(ConditionOperator op, IReadOnlyList<string> values)
    {
        _op = op;
        var instants = new List<long>();
        foreach (var value in values)
            if (Instant.TryParse(value, out var instant))
                instants.Add(instant);
        _values = [.. instants];
        IsWellFormed = _values.Length == values.Count;
    }

    public override bool IsWellFormed { get; }

    public override TestResult Test(string value, IConditionContext context)
    {
        if (Instant.TryParse(value, out var instant))
            foreach (var expected in _values)
                if (Ordering.Holds(_op, instant.CompareTo(expected)))
                    return TestResult.Match;
        return TestResult.NoMatch;
    }
}
