namespace Kagimori.Wire;

/// <summary>A list of strings of the service model.</summary>
public sealed record ListType(string Name, TextType Item, int Min = 0, int Max = int.MaxValue)
{
    /// <summary>Whether AWS tells of the items that they must not be null.</summary>
    public bool TellsNull { get; init; }

    /// <param name="inner">The name of the one string of each structure; null for a list of strings.</param>
    public void Check(IReadOnlyList<string?> value, string path, string? inner, ref Violations violations)
    {
        if (value.Count < Min) violations.Add(Show(value), path, $"Member must have length greater than or equal to {Min}");
        if (value.Count > Max) violations.Add(Show(value), path, $"Member must have length less than or equal to {Max}");
        if (inner is null) CheckItems(value, path, ref violations);
        else CheckStructures(value, path, inner, ref violations);
    }

    // However many items are wrong, AWS tells once what each must be.
    private void CheckItems(IReadOnlyList<string?> value, string path, ref Violations violations)
    {
        for (var i = 0; i < value.Count; i++)
        {
            if (value[i] is { } item && Item.IsMetBy(item)) continue;
            var rules = Item.Describe().ToList();
            if (TellsNull || rules.Count == 0) rules.Add("Member must not be null");
            violations.Add(Show(value), path, $"Member must satisfy constraint: [{string.Join(", ", rules)}]");
            return;
        }
    }

    private void CheckStructures(IReadOnlyList<string?> value, string path, string inner, ref Violations violations)
    {
        for (var i = 0; i < value.Count; i++)
        {
            var itemPath = $"{path}.{i + 1}.member.{inner}";
            if (value[i] is { } item) Item.Check(item, itemPath, ref violations);
            else violations.AddMissing(itemPath);
        }
    }

    private string? Show(IReadOnlyList<string?> value) => Item.IsSensitive ? null : $"[{string.Join(", ", value)}]";
}
