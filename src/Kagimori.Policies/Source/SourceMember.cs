namespace Kagimori.Policies;

/// <summary>A name and its value in a JSON object, with the place of the name.</summary>
internal sealed record SourceMember(string Name, int Start, SourceNode Value);
