namespace Kagimori.Policies;

/// <summary>The Numeric operators. Text that is no number matches nothing, so NumericNotEquals holds for it.</summary>
internal sealed class NumericTest : ValueTest
{
    private readonly ConditionOperator _op;
    private readonly DecimalNumber[] _values;

    public NumericTest(ConditionOperator op, IReadOnlyList<string> values)
    {
        _op = op;
        var numbers = new List<DecimalNumber>();
        foreach (var value in values)
            if (DecimalNumber.TryParse(value, out var number))
                numbers.Add(number);
        _values = [.. numbers];
        IsWellFormed = _values.Length == values.Count;
    }

    public override bool IsWellFormed { get; }

    public override TestResult Test(string value, IConditionContext context)
    {
        if (DecimalNumber.TryParse(value, out var number))
            foreach (var expected in _values)
                if (Ordering.Holds(_op, number.CompareTo(expected)))
                    return TestResult.Match;
        return TestResult.NoMatch;
    }
}
