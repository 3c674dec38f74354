using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Actions as people write them: whole families by their pattern.</summary>
internal static class ActionNames
{
    private static readonly string[] Families = ["GenerateDataKey", "ReEncrypt"];

    /// <param name="considered">A family is written as a pattern when all of these that belong to it are there.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names, IReadOnlyList<KmsAction> considered)
    {
        if (names.Count == considered.Count) return ["every action"];
        var rest = names.ToList();
        foreach (var family in Families)
        {
            var members = considered.Where(action => action.Name.StartsWith(family, StringComparison.Ordinal)).Select(action => action.Name).ToList();
            if (members.Count < 2 || !members.TrueForAll(rest.Contains)) continue;
            var at = rest.FindIndex(members.Contains);
            rest.RemoveAll(members.Contains);
            rest.Insert(at, $"{family}*");
        }
        return rest;
    }
}
