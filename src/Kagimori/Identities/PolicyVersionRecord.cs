namespace Kagimori.Identities;

/// <summary>One version of a managed policy: <c>v1</c>, <c>v2</c>, ….</summary>
public sealed record PolicyVersionRecord(string Id, string Document, DateTimeOffset CreatedAt);
