using Kagimori.Authentication;
using Kagimori.Identities;
using Kagimori.Keys;

namespace Kagimori.XksProxy;

/// <summary>What one external key store of another KMS is allowed to see here: some keys under its own names, as one IAM user.</summary>
/// <remarks>Immutable. That user's policies and the key policies decide what it may do; being listed here allows nothing.</remarks>
public sealed record XksProxyStore
{
    /// <summary>What comes before <c>/kms/xks/v1</c> in the path: empty, or <c>/word</c> once or several times.</summary>
    public required string UriPathPrefix { get; init; }

    /// <summary>The Region that the other KMS signs for: its own.</summary>
    public required Region Region { get; init; }

    /// <summary>The credentials that the other KMS may sign with; two while they are exchanged.</summary>
    public required IReadOnlyList<UserCredential> Credentials { get; init; }

    /// <summary>Our keys by external key id.</summary>
    public required IReadOnlyDictionary<string, KeyArn> Keys { get; init; }

    /// <summary>The IAM user as whom the signer acts; null when it is not known here, or there is no such user.</summary>
    internal ValueTask<CallerSnapshot?> FindCallerAsync(Callers callers, RequestSignature signature)
    {
        if (signature.Region != Region.ToString() || signature.SessionToken is not null) return default;
        foreach (var credential in Credentials)
        {
            if (credential.AccessKeyId == signature.AccessKeyId) return callers.FindAsync(credential);
        }
        return default;
    }
}
