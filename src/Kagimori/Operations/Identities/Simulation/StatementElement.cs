using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>A statement that determined a simulated decision, and where it stands, as IAM's answers write it.</summary>
internal static class StatementElement
{
    public static QueryElement Of(DecidingStatement found)
    {
        var (policy, statement) = (found.Policy.Policy, found.Statement);
        return QueryElement.Structure("member",
            QueryElement.Text("SourcePolicyId", found.Policy.Name),
            QueryElement.Text("SourcePolicyType", TypeOf(found.Policy.Source)),
            Position("StartPosition", policy.Text, StartOf(policy, statement)),
            Position("EndPosition", policy.Text, statement.End));
    }

    /// <summary>A kind of policy as simulation names it.</summary>
    public static string TypeOf(PolicySource source) => source switch
    {
        PolicySource.PermissionsBoundary => "Permissions Boundary Policy",
        PolicySource.ResourcePolicy or PolicySource.KeyPolicy or PolicySource.TrustPolicy => "Resource Policy",
        _ => "IAM Policy",
    };

    // AWS tells where its reader stood: of an array after what precedes the statement, of a lone statement after its brace.
    private static int StartOf(Policy policy, Statement statement)
    {
        if (statement.Index > 0) return policy.Statements[statement.Index - 1].End;
        var before = policy.Text.AsSpan(0, statement.Start).TrimEnd();
        return before[^1] == '[' ? before.Length : statement.Start + 1;
    }

    // CR, LF and both together each end a line.
    private static QueryElement Position(string name, string text, int offset)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < offset; i++)
        {
            if (text[i] != '\n' && (text[i] != '\r' || (i + 1 < text.Length && text[i + 1] == '\n'))) continue;
            line++;
            start = i + 1;
        }
        return QueryElement.Structure(name, QueryElement.Number("Line", line), QueryElement.Number("Column", offset - start + 1));
    }
}
