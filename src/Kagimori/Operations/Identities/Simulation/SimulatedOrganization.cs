using Kagimori.Policies;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>The organization that a simulated request is made in.</summary>
/// <param name="ServiceControlPolicies">The levels from the root down; null where they do not bind, as in the account that manages it.</param>
internal sealed record SimulatedOrganization(IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ServiceControlPolicies);
