namespace Kagimori.Wire;

/// <summary>A context key with its values and their type, as policy simulation is told of it.</summary>
public sealed record ContextEntry(string? Name, IReadOnlyList<string?>? Values, string? Type);
