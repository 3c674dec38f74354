using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about the elements of statements: which must be there, which exclude each other, what JSON they are.</summary>
internal static class ElementRules
{
    private static readonly string[] Pairs = ["Principal", "Action", "Resource"];

    public static IEnumerable<LintRule> All =>
    [
        new("DATA_TYPE_MISMATCH", Error, "Write the JSON type that is expected here.", DataTypes.Mismatches),
        LintRule.OfStatements("UNSUPPORTED_ELEMENT_COMBINATION", Error, "Keep one of the two, or make two statements.", statement =>
            from name in Pairs
            where statement.Node[name] is not null && statement.Node[$"Not{name}"] is not null
            select statement.PlaceOf($"Not{name}").Says($"{name} and Not{name} exclude each other.")),
        LintRule.OfStatements("MISSING_EFFECT", Error, "Add \"Effect\": \"Allow\" or \"Deny\".", statement =>
            statement.Node["Effect"] is null ? [statement.PlaceOf("Effect").Says("The statement has no effect.")] : []),
        LintRule.OfStatements("INVALID_EFFECT", Error, "Write \"Allow\" or \"Deny\" exactly.", statement =>
            statement.Effect is null && statement.Node["Effect"] is { Kind: SourceKind.Text } effect
                ? [statement.PlaceOf("Effect").Says($"\"{effect.Text}\" is neither \"Allow\" nor \"Deny\".")] : []),
        LintRule.OfStatements("MISSING_ACTION", Error, "Add Action or NotAction.", statement =>
            Missing(statement, "Action") ? [statement.PlaceOf("Action").Says(Inert(statement, "no action"))] : []),
        LintRule.OfStatements("MISSING_RESOURCE", Error, "Add Resource or NotResource; in a key policy \"Resource\": \"*\", which means the key.", statement =>
            statement.Document.Rules.Resource != ElementRule.Forbidden && Missing(statement, "Resource") ? [statement.PlaceOf("Resource").Says(Inert(statement, "no resource"))] : []),
        LintRule.OfStatements("MISSING_PRINCIPAL", Error, "Add Principal.", statement =>
            statement.Document.Rules.Principal != PrincipalRule.Forbidden && Missing(statement, "Principal") ? [statement.PlaceOf("Principal").Says("The statement names no principal.")] : []),
        LintRule.OfStatements("EMPTY_ARRAY_ACTION", Error, "Name an action.", statement => Empty(statement, "Action", "actions")),
        LintRule.OfStatements("EMPTY_ARRAY_RESOURCE", Error, "Name a resource.", statement => Empty(statement, "Resource", "resources")),
        LintRule.OfStatements("EMPTY_OBJECT_CONDITION", Suggestion, "Remove the empty object, or say which condition.", statement =>
            from element in statement.Node.Members
            where element.Name == "Condition"
            from hit in EmptyConditions(statement, element)
            select hit),
        LintRule.OfStatements("UNSUPPORTED_SID", Error, "Use letters and digits only.", statement =>
            statement.Document.Rules.StrictSids && SidOf(statement) is { } sid && !sid.All(char.IsAsciiLetterOrDigit)
                ? [statement.PlaceOf("Sid").Says($"The Sid \"{sid}\" has other characters than letters and digits.")] : []),
        new("UNIQUE_SIDS_REQUIRED", Error, "Give each statement a Sid of its own, or none.",
            document => document.Rules.StrictSids ? Repeated(document) : []),
        new("UNIQUE_SIDS_RECOMMENDED", Warning, "Give each statement a Sid of its own: explanations and audit records name it.",
            document => document.Rules.StrictSids ? [] : Repeated(document)),
        LintRule.OfStatements("EMPTY_SID_VALUE", Suggestion, "Say what the statement is for, or remove Sid.", statement =>
            SidOf(statement)?.Length == 0 ? [statement.PlaceOf("Sid").Says("The Sid is empty.")] : []),
    ];

    private static string? SidOf(LintStatement statement) => statement.Node["Sid"] is { Kind: SourceKind.Text } sid ? sid.Text : null;

    private static bool Missing(LintStatement statement, string name) => statement.Node[name] is null && statement.Node[$"Not{name}"] is null;

    private static string Inert(LintStatement statement, string what) =>
        statement.Document.Rules.AllowsInertStatements ? $"The statement has {what}: it is accepted, but it never applies." : $"The statement has {what}.";

    private static IEnumerable<LintHit> Empty(LintStatement statement, string name, string what) =>
        from member in statement.Node.Members
        where (member.Name == name || member.Name == $"Not{name}") && member.Value is { Kind: SourceKind.Array, Items.Count: 0 }
        select LintPlace.Of($"{statement.Place.Path}.{member.Name}", member).Says($"The list of {what} is empty.");

    private static IEnumerable<LintHit> EmptyConditions(LintStatement statement, SourceMember condition)
    {
        var path = $"{statement.Place.Path}.Condition";
        if (condition.Value is { Kind: SourceKind.Object, Members.Count: 0 }) yield return LintPlace.Of(path, condition).Says("The condition is empty and asks for nothing.");
        foreach (var op in condition.Value.Members)
            if (op.Value is { Kind: SourceKind.Object, Members.Count: 0 })
                yield return LintPlace.Of($"{path}.{op.Name}", op).Says($"{op.Name} has no condition keys and asks for nothing.");
    }

    private static IEnumerable<LintHit> Repeated(LintDocument document)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in document.Statements)
            if (SidOf(statement) is { Length: > 0 } sid && !known.Add(sid))
                yield return statement.PlaceOf("Sid").Says($"The Sid \"{sid}\" is used by another statement.");
    }
}
