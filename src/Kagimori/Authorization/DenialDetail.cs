namespace Kagimori.Authorization;

/// <summary>What a denial says beside AWS's message.</summary>
public enum DenialDetail
{
    None,

    /// <summary>An encoded message, which only a caller with sts:DecodeAuthorizationMessage can read.</summary>
    Encoded,

    /// <summary>The same, and the explanation for everyone who is denied: for development alone.</summary>
    Open,
}
