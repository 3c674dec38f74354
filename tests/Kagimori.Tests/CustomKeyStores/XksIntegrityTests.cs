using Kagimori.CustomKeyStores.Xks;

namespace Kagimori.Tests.CustomKeyStores;

public sealed class XksIntegrityTests
{
    /// <summary>The example of the API's appendix C.</summary>
    [Fact]
    public void The_published_example() => Assert.Equal("qHA/ImC9h5HsLRXqCyPmWgYx7tzyoTplzILbP0fPXsc=", Convert.ToBase64String(XksIntegrity.Compute(
        Convert.FromBase64String("cHJvamVjdD1uaWxlLGRlcGFydG1lbnQ9bWFya2V0aW5n"), Convert.FromBase64String("a2V5X3ZlcnNpb249MQ=="),
        Convert.FromBase64String("HMrlRw85cAJUd5Ax"), Convert.FromBase64String("ghxkK1txeDNn3q8Y"), Convert.FromBase64String("vBxN2ncH1oEkR8WVXpmyYQ=="))));
}
