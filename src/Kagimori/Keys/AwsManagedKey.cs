using Kagimori.Policies;

namespace Kagimori.Keys;

/// <summary>The AWS managed key of one service.</summary>
/// <param name="Name">What follows <c>alias/aws/</c>.</param>
/// <param name="Protects">What the service protects with it, as its description says.</param>
internal sealed record AwsManagedKey(string Name, string Protects, AwsServiceAccess Access)
{
    public string AliasName => Keys.AliasName.ReservedPrefix + Name;

    public string Description => $"Default key that protects my {Protects} when no other key is defined";
}
