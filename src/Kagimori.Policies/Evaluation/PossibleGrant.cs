namespace Kagimori.Policies;

/// <summary>A grant that covers a request if the request has what the grant's constraints ask for.</summary>
/// <param name="Condition">What they ask for, in words.</param>
public readonly record struct PossibleGrant(ResourceGrant Grant, string Condition);
