namespace Kagimori.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void The_build_runs() => Assert.Equal(4, 2 + 2);
}
