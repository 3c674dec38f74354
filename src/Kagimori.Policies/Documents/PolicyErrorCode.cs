namespace Kagimori.Policies;

/// <summary>Why a document is not a policy, as far as a caller must tell the cases apart.</summary>
public enum PolicyErrorCode
{
    /// <summary>Not JSON, or not the structure of a policy, or an element with a wrong value.</summary>
    Malformed,

    /// <summary>A principal is missing or not of any principal's form.</summary>
    InvalidPrincipal,

    /// <summary>ForAllValues on a single-valued key that a caller can leave out.</summary>
    OverlyPermissiveCondition,

    /// <summary>A condition key that tells keys apart, in a key policy, which is of one key.</summary>
    ConditionKeyNotPermitted,

    /// <summary>Longer than its kind of policy may be.</summary>
    TooLarge,
}
