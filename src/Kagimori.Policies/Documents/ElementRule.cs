namespace Kagimori.Policies;

/// <summary>What a kind of policy says about an element.</summary>
internal enum ElementRule { Required, Forbidden, MayBeMissing }
