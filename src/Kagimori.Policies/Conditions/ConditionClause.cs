namespace Kagimori.Policies;

/// <summary>One key under one operator in a Condition, with its values: true or false for a request.</summary>
public sealed class ConditionClause
{
    private readonly ValueTest _test;
    private readonly bool _isNegated, _holdsWhenAbsent;

    // The only value of StringEquals and StringNotEquals, the commonest conditions: compared without asking the test.
    private readonly string? _literal;

    private ConditionClause(OperatorName op, ConditionKey key, IReadOnlyList<string> values, Effect effect, ValueTest test)
    {
        Operator = op;
        Key = key;
        Values = values;
        Effect = effect;
        _test = test;
        _literal = op.Set == SetOperator.None ? (test as EqualsTest)?.OnlyValue : null;
        _isNegated = op.IsNegated;
        _holdsWhenAbsent = test is NullTest presence ? presence.Holds(present: false)
            : op.IfExists || (op.Set == SetOperator.None ? op.IsNegated : op.Set == SetOperator.ForAllValues);
    }

    public OperatorName Operator { get; }

    public ConditionKey Key { get; }

    /// <summary>The policy's values as written, numbers and booleans as their text.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The effect of the statement, which decides what a malformed ARN in the policy counts for.</summary>
    public Effect Effect { get; }

    /// <summary>How much work the test is: a statement asks its cheapest conditions first, for one that fails ends it.</summary>
    internal int Cost => _test switch
    {
        NullTest => 0,
        EqualsTest or StringTest or BoolTest => 1,
        IgnoreCaseTest or NumericTest => 2,
        _ => 3,
    };

    /// <summary>Whether every value has the form its operator needs.</summary>
    internal bool IsWellFormed => _test.IsWellFormed;

    internal static bool TryCompile(OperatorName op, ConditionKey key, IReadOnlyList<string> values, Effect effect, PolicyVersion version, out ConditionClause? clause)
    {
        var test = ValueTest.Compile(op.Base, values, version);
        clause = test is null ? null : new ConditionClause(op, key, values, effect, test);
        return test is not null;
    }

    /// <summary>The presence table: absent keys, multivalued keys and set operators; one value is left to its operator.</summary>
    public bool Holds(IConditionContext context)
    {
        if (!context.TryGet(Key, out var values)) return _holdsWhenAbsent;
        if (_literal is not null) return !Key.IsMultivaluedIn(values) && (values[0] == _literal) != _isNegated;
        if (_test is NullTest presence) return presence.Holds(present: true);
        return Operator.Set switch
        {
            SetOperator.None => !Key.IsMultivaluedIn(values) && Holds(values[0], context),
            SetOperator.ForAnyValue => Any(values, true, context),
            _ => !Any(values, false, context),
        };
    }

    private bool Any(ConditionValues values, bool result, IConditionContext context)
    {
        for (var i = 0; i < values.Count; i++)
            if (Holds(values[i], context) == result)
                return true;
        return false;
    }

    private bool Holds(string value, IConditionContext context) => _test.Test(value, context) switch
    {
        TestResult.Match => !_isNegated,
        TestResult.NoMatch => _isNegated,
        TestResult.PolicyMalformed => Effect == Effect.Deny,
        _ => false,
    };
}
