namespace Kagimori.Policies;

/// <summary>The six comparisons shared by numbers and dates; the negated one is the positive one, negated by its operator.</summary>
internal static class Ordering
{
    public static bool Holds(ConditionOperator op, int comparison) => op switch
    {
        ConditionOperator.NumericLessThan or ConditionOperator.DateLessThan => comparison < 0,
        ConditionOperator.NumericLessThanEquals or ConditionOperator.DateLessThanEquals => comparison <= 0,
        ConditionOperator.NumericGreaterThan or ConditionOperator.DateGreaterThan => comparison > 0,
        ConditionOperator.NumericGreaterThanEquals or ConditionOperator.DateGreaterThanEquals => comparison >= 0,
        _ => comparison == 0,
    };
}
