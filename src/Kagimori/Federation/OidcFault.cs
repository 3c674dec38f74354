namespace Kagimori.Federation;

/// <summary>Why a provider's keys are not there.</summary>
internal enum OidcFault
{
    None,

    /// <summary>No connection, no answer in time, or an address that is not public.</summary>
    NotReachable,

    /// <summary>The certificate is neither trusted nor one of the provider's thumbprints.</summary>
    Certificate,

    /// <summary>It answered, but not with a discovery document and keys.</summary>
    NotUsable,
}
