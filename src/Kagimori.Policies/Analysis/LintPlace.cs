namespace Kagimori.Policies;

/// <summary>A place in a document: an element's path and its bytes, end exclusive.</summary>
internal readonly record struct LintPlace(string Path, int Start, int End)
{
    public static LintPlace Of(string path, SourceNode node) => new(path, node.Start, node.End);

    public static LintPlace Of(string path, SourceMember member) => new(path, member.Start, member.Value.End);

    /// <summary>A hit of a rule here.</summary>
    public LintHit Says(string message) => new(this, message);
}
