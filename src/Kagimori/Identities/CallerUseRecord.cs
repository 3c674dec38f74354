using Kagimori.Storage;

namespace Kagimori.Identities;

/// <summary>The last request that an access key, or a session of a role, signed.</summary>
/// <param name="Service">The service's prefix, for example <c>kms</c>.</param>
/// <param name="Region">The Region of the credential scope.</param>
public sealed record CallerUseRecord(DateTimeOffset Timestamp, string Service, string Region) : ILastUse;
