using System.Globalization;

namespace Kagimori.Wire;

/// <summary>The places of one list in an AWS Query request: <c>NAME.member.1</c>, <c>NAME.member.2.PART</c>, ….</summary>
/// <remarks>
/// As observed of IAM: leading zeros do not count, places may be left out and are then empty, and no place may be more than
/// ten after the one before it, or after the first. Which of two parameters for one place counts is our own choice: the first.
/// </remarks>
internal sealed class QueryList
{
    /// <summary>The list that no parameter names.</summary>
    public static readonly QueryList None = new();

    private const string Member = ".member.";
    private const int MaxStep = 10;

    // A list in a structure of a list is the deepest that any operation has.
    private const int MaxDepth = 2;

    private readonly SortedDictionary<int, string> _places = [];
    private string? _fault;

    /// <summary>What the names of the parameters of each place begin with, in the order of the places; null for a place that is left out.</summary>
    public IReadOnlyList<string?> Prefixes { get; private set; } = [];

    /// <summary>What is wrong with the places, in IAM's words; null for nothing.</summary>
    public string? Fault => _fault;

    /// <summary>All lists that the names of parameters have, by their own names. Each name is read once, however many lists there are.</summary>
    public static Dictionary<string, QueryList> ReadAll(IEnumerable<string> names)
    {
        var lists = new Dictionary<string, QueryList>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var at = name.IndexOf(Member, StringComparison.Ordinal);
            for (var depth = 0; at >= 0 && depth < MaxDepth; depth++)
            {
                var start = at + Member.Length;
                var end = name.IndexOf('.', start);
                var list = name[..at];
                if (!lists.TryGetValue(list, out var found)) lists.Add(list, found = new QueryList());
                found.Add(end < 0 ? name : name[..end], start);
                at = end < 0 ? -1 : name.IndexOf(Member, end, StringComparison.Ordinal);
            }
        }
        foreach (var list in lists.Values) list.Complete();
        return lists;
    }

    private void Add(string prefix, int start)
    {
        var key = prefix.AsSpan(start);
        if (key is ['-', ..]) _fault ??= $"Key {key} may not have a leading '-'";
        else if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) _fault ??= "Start of list found where not expected";
        else if (place == 0) _fault ??= $"{key} is not a valid index";
        else _places.TryAdd(place, prefix);
    }

    private void Complete()
    {
        var last = 1;
        foreach (var place in _places.Keys)
        {
            if (place - last > MaxStep) _fault ??= string.Create(CultureInfo.InvariantCulture, $"Excessively sparse input would skip {place - last} list elements");
            if (_fault is not null) return;
            last = place;
        }
        if (_places.Count > 0) Prefixes = [.. Enumerable.Range(1, last).Select(place => _places.GetValueOrDefault(place))];
    }
}
