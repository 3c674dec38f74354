namespace Kagimori.Wire;

/// <summary>The members of an AWS Query answer's Result element.</summary>
public sealed class QueryResult(params QueryElement?[] members)
{
    /// <summary>The result of an operation that answers nothing but its request id.</summary>
    public static readonly QueryResult None = new();

    public bool IsEmpty => members.Length == 0;

    public QueryElement Under(string name) => QueryElement.Structure(name, members);
}
