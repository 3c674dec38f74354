namespace Kagimori.Policies;

/// <summary>The kind of a policy document, which decides what its statements may and must contain.</summary>
public enum PolicyGrammar
{
    IdentityPolicy,
    PermissionsBoundary,
    SessionPolicy,
    TrustPolicy,
    KeyPolicy,
    ResourcePolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    EndpointPolicy,

    /// <summary>What policy simulation is given in place of an identity policy or a permissions boundary.</summary>
    SimulatedPolicy,
}
