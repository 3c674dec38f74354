namespace Kagimori.Wire;

/// <summary>A list of strings of the service model.</summary>
public sealed record ListType(string Name, TextType Item, int Min = 0, int Max = int.MaxValue)
{
    public void Check(IReadOnlyList<string?> value, string path, ref Violations violations)
    {
        if (value.Count < Min) violations.Add(Show(value), path, $"Member must have length greater than or equal to {Min}");
        if (value.Count > Max) violations.Add(Show(value), path, $"Member must have length less than or equal to {Max}");
        for (var i = 0; i < value.Count; i++)
        {
            var itemPath = $"{path}.{i + 1}.member";
            if (value[i] is { } item) Item.Check(item, itemPath, ref violations);
            else violations.AddMissing(itemPath);
        }
    }

    private static string Show(IReadOnlyList<string?> value) => $"[{string.Join(", ", value)}]";
}
