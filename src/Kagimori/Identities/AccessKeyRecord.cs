namespace Kagimori.Identities;

/// <summary>A long-term access key of a user, or of the root user when there is no user name.</summary>
/// <param name="WrappedSecret">The secret access key, wrapped under the root key with the access key id as owner.</param>
public sealed record AccessKeyRecord(string Id, string Account, string? UserName, byte[] WrappedSecret, bool IsActive, DateTimeOffset CreatedAt);
