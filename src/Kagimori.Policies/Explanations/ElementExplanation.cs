namespace Kagimori.Policies;

/// <summary>Whether one element of a statement matched, and by which of its entries.</summary>
/// <param name="Name">The element's name, for example <c>NotAction</c>.</param>
/// <param name="Why">In plain words.</param>
public sealed record ElementExplanation(string Name, bool Matched, string Why);
