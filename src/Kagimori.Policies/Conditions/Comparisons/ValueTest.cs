namespace Kagimori.Policies;

/// <summary>The compiled policy values of one condition; compares one request value with all of them.</summary>
internal abstract class ValueTest
{
    public abstract TestResult Test(string value, IConditionContext context);

    /// <summary>Whether the policy values are of the form that the operator needs; if not, they never match.</summary>
    public virtual bool IsWellFormed => true;

    /// <summary>Null when a value has a variable that is never closed.</summary>
    public static ValueTest? Compile(ConditionOperator op, IReadOnlyList<string> values, PolicyVersion version) => op switch
    {
        ConditionOperator.StringEquals or ConditionOperator.StringNotEquals => StringTest.Compile(values, version, wildcards: false),
        ConditionOperator.StringLike or ConditionOperator.StringNotLike => StringTest.Compile(values, version, wildcards: true),
        ConditionOperator.StringEqualsIgnoreCase or ConditionOperator.StringNotEqualsIgnoreCase => IgnoreCaseTest.Compile(values, version),
        ConditionOperator.ArnEquals or ConditionOperator.ArnLike or ConditionOperator.ArnNotEquals or ConditionOperator.ArnNotLike
            => ArnTest.Compile(values, version),
        ConditionOperator.Bool => BoolTest.Compile(values, version),
        ConditionOperator.BinaryEquals => new BinaryTest(values),
        ConditionOperator.IpAddress or ConditionOperator.NotIpAddress => new IpAddressTest(values),
        >= ConditionOperator.NumericEquals and <= ConditionOperator.NumericGreaterThanEquals => new NumericTest(op, values),
        >= ConditionOperator.DateEquals and <= ConditionOperator.DateGreaterThanEquals => new DateTest(op, values),
        _ => new NullTest(values),
    };
}
