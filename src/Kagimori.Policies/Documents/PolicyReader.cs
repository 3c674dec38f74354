using System.Text;

namespace Kagimori.Policies;

/// <summary>Reads a document into a policy: size, JSON, top level, then each statement.</summary>
internal static class PolicyReader
{
    /// <summary>Beyond this many characters nothing is even read.</summary>
    private const int HardLimit = 1 << 20;

    /// <param name="stored">A document accepted earlier: size limits and the rules for customers' own documents are not applied again.</param>
    public static bool TryRead(string text, PolicyGrammar grammar, bool stored, out Policy? policy, out PolicyError? error)
    {
        policy = null;
        error = TooLarge(text, GrammarRules.Of(grammar), stored);
        if (error is not null) return false;
        var rules = GrammarRules.Of(grammar);
        if (!SourceText.TryCreate(text, out var source))
        {
            error = new PolicyError(PolicyErrorCode.Malformed, rules.SpeaksIam ? IamText.Syntax : "The specified policy is malformed: it is not valid Unicode.", 0, 0, "");
            return false;
        }
        var faults = new FaultLog(source!, rules);
        if (!SourceReader.TryRead(source!, out var root, out var problem, out var at)) faults.Add(FaultRank.Syntax, at, "", problem!);
        else policy = ReadDocument(text, root!, source!, grammar, rules, stored, faults);
        error = faults.Error;
        if (error is not null) policy = null;
        return policy is not null;
    }

    private static PolicyError? TooLarge(string text, GrammarRules rules, bool stored)
    {
        var limit = stored ? HardLimit : rules.MaxLength;
        var length = text.Length <= limit && rules.LengthInBytes ? Encoding.UTF8.GetByteCount(text) : text.Length;
        return length <= limit ? null
            : new PolicyError(PolicyErrorCode.TooLarge, $"The policy is longer than {limit} {(rules.LengthInBytes ? "bytes" : "characters")}.", 0, 0, "");
    }

    private static Policy? ReadDocument(string text, SourceNode root, SourceText source, PolicyGrammar grammar, GrammarRules rules, bool stored, FaultLog faults)
    {
        if (root.Kind != SourceKind.Object)
        {
            faults.Add(FaultRank.Syntax, root.Start, "", "is not a JSON object");
            return null;
        }
        foreach (var member in root.Members)
            if (member.Name is not ("Version" or "Statement") && (member.Name != "Id" || !rules.AllowsId))
                faults.Add(FaultRank.Syntax, member.Start, member.Name, "is not an element of this kind of policy");
        var id = root["Id"];
        if (id is not null && id.Kind != SourceKind.Text) faults.Add(FaultRank.Syntax, id.Start, "Id", "is not a string");

        var version = ReadVersion(root, rules, faults);
        var statementNode = root["Statement"];
        if (statementNode is null || statementNode.AsList().Count == 0)
        {
            faults.Add(FaultRank.Syntax, (statementNode ?? root).Start, "Statement", "is missing or empty");
            return null;
        }
        var reader = new StatementReader(source, grammar, rules, version, stored, faults);
        var statements = new List<Statement>();
        var nodes = statementNode.AsList();
        for (var i = 0; i < nodes.Count; i++) // all of them, so that the fault to report is found
            if (reader.Read(nodes[i], i) is { } statement)
                statements.Add(statement);
        return new Policy(text, grammar, id?.Text, version, [.. statements]);
    }

    private static PolicyVersion ReadVersion(SourceNode root, GrammarRules rules, FaultLog faults)
    {
        var node = root["Version"];
        var version = node?.Text == "2012-10-17" ? PolicyVersion.V2012 : PolicyVersion.V2008;
        if (node is not null && (node.Kind != SourceKind.Text || node.Text is not ("2012-10-17" or "2008-10-17")))
            faults.Add(FaultRank.Syntax, node.Start, "Version", "is neither \"2012-10-17\" nor \"2008-10-17\"");
        else if (rules.Requires2012 && version != PolicyVersion.V2012)
            faults.Add(FaultRank.Version, (node ?? root).Start, "Version", "is not \"2012-10-17\"", IamText.Version);
        return version;
    }
}
