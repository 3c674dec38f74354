namespace Kagimori.Wire;

/// <summary>A tag as Organizations writes it.</summary>
public sealed record OrganizationTag(string? Key, string? Value);
