namespace Kagimori.Policies;

/// <summary>What a statement does when it applies.</summary>
public enum Effect { Allow, Deny }
