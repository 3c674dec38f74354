namespace Kagimori.Policies;

/// <summary>One JSON value of a policy document and where it stands.</summary>
/// <remarks><see cref="Start"/> and <see cref="End"/> are offsets into the UTF-8 bytes, end exclusive. Member order is the document's.</remarks>
internal sealed class SourceNode
{
    public required SourceKind Kind { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>The string's content, or the number or boolean as written; empty for the other kinds.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<SourceMember> Members { get; init; } = [];

    public IReadOnlyList<SourceNode> Items { get; init; } = [];

    public SourceNode? this[string name]
    {
        get
        {
            foreach (var member in Members)
                if (member.Name == name)
                    return member.Value;
            return null;
        }
    }

    /// <summary>The items of an array, or the value itself: wherever a policy takes a list, one bare value stands for a list of one.</summary>
    public IReadOnlyList<SourceNode> AsList() => Kind == SourceKind.Array ? Items : [this];
}
