namespace Kagimori.Policies;

/// <summary>The values of a Null condition: "true" asks that the key be absent, "false" that it be present.</summary>
internal sealed class NullTest : ValueTest
{
    private readonly bool _absent, _present;

    public NullTest(IReadOnlyList<string> values)
    {
        _absent = values.Any(value => value.Equals("true", StringComparison.OrdinalIgnoreCase));
        _present = values.Any(value => value.Equals("false", StringComparison.OrdinalIgnoreCase));
    }

    public bool Holds(bool present) => present ? _present : _absent;

    public override TestResult Test(string value, IConditionContext context) => _present ? TestResult.Match : TestResult.NoMatch;
}
