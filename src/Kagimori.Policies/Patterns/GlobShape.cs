namespace Kagimori.Policies;

/// <summary>The forms of a pattern that can be matched with one comparison, and the rest.</summary>
internal enum GlobShape { Everything, Literal, Prefix, General }
