namespace Kagimori.Policies;

/// <summary>Which family an operator is of, and which fits a type.</summary>
internal static class OperatorFamilies
{
    public static OperatorFamily Of(ConditionOperator op) => op switch
    {
        >= ConditionOperator.NumericEquals and <= ConditionOperator.NumericGreaterThanEquals => OperatorFamily.Numeric,
        >= ConditionOperator.DateEquals and <= ConditionOperator.DateGreaterThanEquals => OperatorFamily.Date,
        ConditionOperator.Bool => OperatorFamily.Bool,
        ConditionOperator.BinaryEquals => OperatorFamily.Binary,
        ConditionOperator.IpAddress or ConditionOperator.NotIpAddress => OperatorFamily.IpAddress,
        >= ConditionOperator.ArnEquals and <= ConditionOperator.ArnNotLike => OperatorFamily.Arn,
        ConditionOperator.Null => OperatorFamily.Null,
        _ => OperatorFamily.String,
    };

    public static OperatorFamily Of(ConditionKeyType type) => type switch
    {
        ConditionKeyType.Arn => OperatorFamily.Arn,
        ConditionKeyType.Bool => OperatorFamily.Bool,
        ConditionKeyType.Numeric => OperatorFamily.Numeric,
        ConditionKeyType.Date => OperatorFamily.Date,
        ConditionKeyType.IpAddress => OperatorFamily.IpAddress,
        ConditionKeyType.Binary => OperatorFamily.Binary,
        _ => OperatorFamily.String,
    };
}
