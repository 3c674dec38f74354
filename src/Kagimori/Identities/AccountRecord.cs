namespace Kagimori.Identities;

/// <summary>An account. Its root user's access keys are listed here as a user's are listed in the user.</summary>
public sealed record AccountRecord(string Id, DateTimeOffset CreatedAt, IReadOnlyList<string> RootAccessKeyIds)
{
    /// <summary>The name that the account has besides its id, unique among all accounts; null for none.</summary>
    public string? Alias { get; init; }
}
