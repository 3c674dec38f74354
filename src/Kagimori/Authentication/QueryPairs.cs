namespace Kagimori.Authentication;

/// <summary>Walks the name=value pairs of a raw query string without copying; empty pairs are passed over.</summary>
internal ref struct QueryPairs
{
    private ReadOnlySpan<char> _rest;

    public QueryPairs(ReadOnlySpan<char> queryString)
    {
        _rest = queryString is ['?', ..] ? queryString[1..] : queryString;
        Current = default;
    }

    public QueryPair Current { get; private set; }

    public readonly QueryPairs GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf('&');
            var pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (pair.IsEmpty) continue;
            var equal = pair.IndexOf('=');
            Current = equal < 0 ? new QueryPair(pair, default) : new QueryPair(pair[..equal], pair[(equal + 1)..]);
            return true;
        }
        return false;
    }
}
