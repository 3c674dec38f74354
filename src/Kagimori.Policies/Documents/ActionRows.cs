namespace Kagimori.Policies;

/// <summary>The statements of a policy that an action can meet, found when the action is first asked for: few actions are asked, again and again.</summary>
/// <remarks>Thread-safe without a lock: rows never change and their array is swapped whole; a row that loses a race is found again.</remarks>
internal sealed class ActionRows(Statement[] statements)
{
    // Far more than a policy is usually asked about; then it starts over, so that no one can make it grow.
    private const int MaxRows = 64;

    private volatile Row[] _rows = [];

    /// <summary>In the order of the policy. AuthorizationBenchmarks: matching the actions of every statement was half of a decision.</summary>
    public ReadOnlySpan<StatementRun> For(string action)
    {
        var rows = _rows;
        foreach (var row in rows)
            if (ReferenceEquals(row.Action, action))
                return row.Runs;
        foreach (var row in rows)
            if (row.Action == action)
                return row.Runs;
        return Find(rows, action);
    }

    private StatementRun[] Find(Row[] rows, string action)
    {
        var found = new Row(action, StatementRun.Of(Array.FindAll(statements, statement => !statement.IsInert && statement.MatchesAction(action))));
        _rows = rows.Length < MaxRows ? [.. rows, found] : [found];
        return found.Runs;
    }

    private sealed record Row(string Action, StatementRun[] Runs);
}
