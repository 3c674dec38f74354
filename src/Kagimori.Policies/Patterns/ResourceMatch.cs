namespace Kagimori.Policies;

/// <summary>Whether a resource pattern covers the requested resource; a variable without a value makes the question unanswerable.</summary>
public enum ResourceMatch { No, Yes, Unresolvable }
