using Kagimori.Operations.Identities.Simulation;
using static Kagimori.Operations.IamOperations;

namespace Kagimori.Operations;

/// <summary>The operations of IAM that try policies out, a row each.</summary>
internal static class PolicySimulationRows
{
    public static IEnumerable<Operation> All =>
    [
        Row("SimulateCustomPolicy", SimulateCustomPolicy.Shape, static (x, r) => new(SimulateCustomPolicy.Perform(x, r))),
        Row("SimulatePrincipalPolicy", SimulatePrincipalPolicy.Shape, SimulatePrincipalPolicy.PerformAsync, SimulatedPrincipal.ResolveAsync),
        Row("GetContextKeysForCustomPolicy", ContextKeyNames.CustomShape, static (_, r) => new(ContextKeyNames.OfCustom(r))),
        Row("GetContextKeysForPrincipalPolicy", ContextKeyNames.PrincipalShape, ContextKeyNames.OfPrincipalAsync, SimulatedPrincipal.ResolveAsync),
    ];
}
