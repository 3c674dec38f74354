namespace Kagimori.Policies;

/// <summary>What comparing one request value with the policy's values says, before any negation.</summary>
internal enum TestResult
{
    NoMatch,
    Match,

    /// <summary>The request's value is of the wrong form for this operator: false, negated or not.</summary>
    RequestMalformed,

    /// <summary>A policy value is of the wrong form: it cannot satisfy an Allow and counts as met for a Deny.</summary>
    PolicyMalformed,
}
