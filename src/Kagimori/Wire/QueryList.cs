using System.Globalization;

namespace Kagimori.Wire;

/// <summary>The places of one list in an AWS Query request: <c>NAME.member.1</c>, <c>NAME.member.2.PART</c>, ….</summary>
/// <remarks>
/// As observed of IAM: leading zeros do not count, places may be left out and are then empty, and no place may be more than
/// ten after the one before it, or after the first. Which of two parameters for one place counts is our own choice: the first.
/// </remarks>
internal sealed class QueryList
{
    private const int MaxStep = 10;

    private QueryList(IReadOnlyList<string?> prefixes, string? fault)
    {
        Prefixes = prefixes;
        Fault = fault;
    }

    /// <summary>What the names of the parameters of each place begin with, in the order of the places; null for a place that is left out.</summary>
    public IReadOnlyList<string?> Prefixes { get; }

    /// <summary>What is wrong with the places, in IAM's words; null for nothing.</summary>
    public string? Fault { get; }

    public static QueryList Read(IEnumerable<string> names, string list)
    {
        var start = $"{list}.member.";
        var places = new SortedDictionary<int, string>();
        foreach (var name in names)
        {
            if (!name.StartsWith(start, StringComparison.Ordinal)) continue;
            var end = name.IndexOf('.', start.Length);
            var key = end < 0 ? name[start.Length..] : name[start.Length..end];
            if (FaultOf(key, out var place) is { } fault) return new([], fault);
            places.TryAdd(place, start + key);
        }
        var last = 1;
        foreach (var place in places.Keys)
        {
            if (place - last > MaxStep)
                return new([], string.Create(CultureInfo.InvariantCulture, $"Excessively sparse input would skip {place - last} list elements"));
            last = place;
        }
        return new([.. places.Count == 0 ? [] : Enumerable.Range(1, last).Select(place => places.GetValueOrDefault(place))], null);
    }

    private static string? FaultOf(string key, out int place)
    {
        place = 0;
        if (key.StartsWith('-')) return $"Key {key} may not have a leading '-'";
        if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out place)) return "Start of list found where not expected";
        return place == 0 ? $"{key} is not a valid index" : null;
    }
}
