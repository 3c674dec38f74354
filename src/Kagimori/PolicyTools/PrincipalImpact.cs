namespace Kagimori.PolicyTools;

/// <summary>What a new key policy does to requests that one principal makes directly, or that come for it through one service or VPC endpoint.</summary>
/// <param name="Arn">A role's ARN stands for every session of it that has no session policy; a service's name for the service.</param>
/// <param name="Kind">root user, user, role, role session, federated user or service.</param>
/// <param name="AccountId">Null for a service.</param>
/// <param name="Through">The service or the VPC endpoint; null for requests that are made directly. A way that is not there is in everything as the direct one.</param>
/// <param name="Actions">The actions that one of the two policies allows, in the order of their names.</param>
public sealed record PrincipalImpact(string Arn, string Kind, string? AccountId, string? Through, IReadOnlyList<ActionImpact> Actions)
{
    /// <summary>The ARN, and what requests come through.</summary>
    public string Name => Through is null ? Arn : $"{Arn} through {Through}";

    /// <summary>The names of the actions that have changed, or not, in this way.</summary>
    public IReadOnlyList<string> Of(ImpactChange change) => [.. Actions.Where(action => action.Change == change).Select(action => action.Action.Name)];
}
