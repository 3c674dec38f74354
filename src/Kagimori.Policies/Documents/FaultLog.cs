namespace Kagimori.Policies;

/// <summary>Keeps the fault that is to be reported: the lowest rank, and of those the first.</summary>
internal sealed class FaultLog(SourceText source, GrammarRules rules)
{
    private FaultRank _rank = (FaultRank)int.MaxValue;

    public PolicyError? Error { get; private set; }

    /// <summary>Always false, so that a reader can return it.</summary>
    /// <param name="iamText">IAM's message; other services get the detail in a sentence.</param>
    public bool Add(FaultRank rank, int at, string path, string detail, string iamText = IamText.Syntax, PolicyErrorCode code = PolicyErrorCode.Malformed)
    {
        if (rank >= _rank) return false;
        var (line, column) = source.Position(at);
        var message = code switch
        {
            PolicyErrorCode.OverlyPermissiveCondition or PolicyErrorCode.ConditionKeyNotPermitted => iamText,
            _ when rules.SpeaksIam => iamText,
            PolicyErrorCode.InvalidPrincipal => "Policy contains a statement with one or more invalid principals.",
            _ => $"The specified policy is malformed: {(path.Length == 0 ? "the document" : path)} {detail} (line {line}, column {column}).",
        };
        _rank = rank;
        Error = new PolicyError(code, message, line, column, path, detail);
        return false;
    }
}
