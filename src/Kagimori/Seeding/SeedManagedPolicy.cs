using Kagimori.Policies;

namespace Kagimori.Seeding;

/// <summary>A managed policy of a seed.</summary>
public sealed record SeedManagedPolicy(string Path, string Name, string PolicyPath, string Document)
{
    internal static SeedManagedPolicy Read(SeedNode node)
    {
        if (node.Policy("document", PolicyGrammar.IdentityPolicy) is not { } document)
        {
            node.Required("document");
            document = "";
        }
        return new SeedManagedPolicy(node.Path, SeedName.Read(node), SeedName.ReadPath(node), document);
    }
}
