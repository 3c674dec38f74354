namespace Kagimori.Policies;

/// <summary>Which JSON type stands where in a policy.</summary>
internal static class DataTypes
{
    public static IEnumerable<LintHit> Mismatches(LintDocument document)
    {
        if (document.Root.Kind != SourceKind.Object) return [document.Place.Says("The document is not an object.")];
        return document.Root.Members.SelectMany(member => member.Name switch
        {
            "Version" or "Id" => Text(member.Value, member.Name),
            "Statement" => member.Value.AsList().SelectMany((node, i) => Statement(node, $"Statement[{i}]")),
            _ => [],
        });
    }

    private static IEnumerable<LintHit> Statement(SourceNode node, string path) =>
        node.Kind != SourceKind.Object ? [LintPlace.Of(path, node).Says("A statement is not an object.")]
        : node.Members.SelectMany(member => member.Name switch
        {
            "Sid" or "Effect" => Text(member.Value, $"{path}.{member.Name}"),
            "Action" or "NotAction" or "Resource" or "NotResource" => Texts(member.Value, $"{path}.{member.Name}"),
            "Principal" or "NotPrincipal" => Principal(member.Value, $"{path}.{member.Name}"),
            "Condition" => Condition(member.Value, $"{path}.{member.Name}"),
            _ => [],
        });

    private static IEnumerable<LintHit> Principal(SourceNode node, string path) => node.Kind switch
    {
        SourceKind.Text => [],
        SourceKind.Object => node.Members.SelectMany(member => Texts(member.Value, $"{path}.{member.Name}")),
        _ => [LintPlace.Of(path, node).Says("A principal is neither \"*\" nor an object.")],
    };

    private static IEnumerable<LintHit> Condition(SourceNode node, string path)
    {
        if (node.Kind != SourceKind.Object) return [LintPlace.Of(path, node).Says("A condition is not an object.")];
        return node.Members.SelectMany(op => op.Value.Kind != SourceKind.Object
            ? [LintPlace.Of($"{path}.{op.Name}", op).Says($"{op.Name} does not hold an object of condition keys.")]
            : op.Value.Members.SelectMany(key => key.Value.AsList().SelectMany(value => Scalar(value, $"{path}.{op.Name}.{key.Name}"))));
    }

    private static IEnumerable<LintHit> Scalar(SourceNode node, string path) =>
        node.Kind is SourceKind.Text or SourceKind.Number or SourceKind.Boolean ? [] : [LintPlace.Of(path, node).Says("A value is not a string, number or boolean.")];

    private static IEnumerable<LintHit> Texts(SourceNode node, string path) => node.AsList().SelectMany(item => Text(item, path));

    private static IEnumerable<LintHit> Text(SourceNode node, string path) => node.Kind == SourceKind.Text ? [] : [LintPlace.Of(path, node).Says("What stands here is not a string.")];
}
