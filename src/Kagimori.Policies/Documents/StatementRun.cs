using System.Runtime.CompilerServices;

namespace Kagimori.Policies;

/// <summary>Neighbouring statements that differ in their conditions alone: long policies repeat actions and resources under ever other conditions.</summary>
internal sealed class StatementRun
{
    private readonly Statement[] _statements;
    private readonly Statement _first;

    // The cheapest condition of each statement: most fail by it, and so need not be looked at.
    private readonly ConditionClause?[] _cheapest;

    private StatementRun(Statement[] statements)
    {
        _statements = statements;
        _first = statements[0];
        _cheapest = Array.ConvertAll(statements, statement => statement.CheapestCondition);
        Effect = _first.Effect;
    }

    public Effect Effect { get; }

    public ReadOnlySpan<Statement> Statements => _statements;

    /// <summary>All but action and conditions, asked once for all of them.</summary>
    public PrincipalMatch MatchHead(AccessRequest request) => _first.MatchHead(request);

    /// <summary>The first statement whose conditions hold.</summary>
    public Statement? Find(AccessRequest request) => _cheapest[0] is null ? _first : FindByConditions(request);

    // Kept apart: a decision that meets no condition would yet clear the memory that this needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Statement? FindByConditions(AccessRequest request)
    {
        for (var i = 0; i < _cheapest.Length; i++)
        {
            if (_cheapest[i] is not { } cheapest || (cheapest.Holds(request) && _statements[i].MatchesConditions(request))) return _statements[i];
        }
        return null;
    }

    /// <summary>Divides the statements of one action, in their order.</summary>
    public static StatementRun[] Of(Statement[] statements)
    {
        var runs = new List<StatementRun>();
        for (int start = 0, end; start < statements.Length; start = end)
        {
            end = start + 1;
            while (end < statements.Length && statements[end].HasHeadOf(statements[start])) end++;
            runs.Add(new StatementRun(statements[start..end]));
        }
        return [.. runs];
    }
}
