namespace Kagimori.Operations.Grants;

/// <summary>A page of grants, of a key or of a retiring principal.</summary>
internal sealed record ListGrantsResponse
{
    public required IReadOnlyList<GrantListEntry> Grants { get; init; }

    public string? NextMarker { get; init; }

    public required bool Truncated { get; init; }
}
