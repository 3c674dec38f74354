namespace Kagimori.Policies;

/// <summary>What an ARN pattern of fewer than six parts means.</summary>
internal enum ShortArnRule
{
    /// <summary>The missing parts are <c>*</c>: identity, boundary and session policies.</summary>
    MissingPartsAreWildcards,

    /// <summary>As above if the pattern contains a wildcard, else it matches nothing: resource and endpoint policies.</summary>
    OnlyWithWildcard,

    /// <summary>Refused when written unless the pattern ends in a wildcard: service control policies.</summary>
    OnlyWithTrailingWildcard,

    /// <summary>Refused when written: resource control policies.</summary>
    Refused,
}
