namespace Kagimori.Identities;

/// <summary>The account that has an alias; it keeps any other account from taking it.</summary>
public sealed record AccountAliasRecord(string Account);
