namespace Kagimori.Identities;

/// <summary>An account. Its root user's access keys are listed here as a user's are listed in the user.</summary>
public sealed record AccountRecord(string Id, DateTimeOffset CreatedAt, IReadOnlyList<string> RootAccessKeyIds);
