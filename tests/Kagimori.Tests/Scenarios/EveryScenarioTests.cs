using System.Globalization;

namespace Kagimori.Tests.Scenarios;

public sealed class EveryScenarioTests
{
    /// <summary>Each scenario of the specification of authorization is asked through the wire, in a test of its number.</summary>
    [Fact]
    public void All_48_scenarios_are_there_by_number()
    {
        var numbers = typeof(World).Assembly.GetTypes().Where(type => type.Namespace == typeof(World).Namespace).SelectMany(type => type.GetMethods())
            .Where(method => method.Name.StartsWith("Scenario_", StringComparison.Ordinal)).Select(method => int.Parse(method.Name.Split('_')[1], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(1, 48), numbers.Distinct().Order());
    }
}
