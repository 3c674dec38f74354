using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>The user, group or role whose policies are tried out.</summary>
/// <param name="Caller">It as a caller.</param>
internal sealed record SimulatedPrincipal(SimulatedCaller Caller, List<AttachedPolicy> Policies, AttachedPolicy? Boundary)
{
    /// <summary>Adds what PolicySourceArn names as the target. Its path does not matter.</summary>
    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query)
    {
        var arn = query.Text("PolicySourceArn")!;
        if (!SimulatedCaller.TrySplit(arn, out var account, out var word, out var name)) return new(IdentityRefusals.InvalidSimulatedSource(arn));
        if (word is not ("user" or "group" or "role")) return new(IdentityRefusals.InvalidSimulatedSource(arn));
        if (account != exchange.Caller.Account) return new(IdentityRefusals.ForeignSimulatedSource(exchange.Caller.Account.ToString(), account.ToString()));
        return word switch
        {
            "user" => EntityResolution.ByNameAsync(exchange, EntityKinds.User, name),
            "group" => EntityResolution.ByNameAsync(exchange, EntityKinds.Group, name),
            _ => EntityResolution.ByNameAsync(exchange, EntityKinds.Role, name),
        };
    }

    /// <summary>Reads the policies of what was resolved: of a user those of its groups too.</summary>
    public static async ValueTask<Outcome<SimulatedPrincipal>> LoadAsync(Exchange exchange, PolicyExclusions exclusions)
    {
        var account = exchange.Caller.Account;
        var loader = new SimulatedPolicyLoader(exchange, exclusions);
        if (EntityKinds.User.Found(exchange)?.Value is { } user)
        {
            await loader.AddAsync(user);
            var caller = new SimulatedCaller(Principal.User(user.ArnIn(account), user.Id), user.ArnIn(account), user.Tags);
            return new SimulatedPrincipal(caller, loader.Policies, await loader.BoundaryAsync(user.PermissionsBoundary));
        }
        if (EntityKinds.Group.Found(exchange)?.Value is { } group)
        {
            await loader.AddAsync(group);
            return new SimulatedPrincipal(SimulatedCaller.TryParse(group.ArnIn(account))!, loader.Policies, null);
        }
        if (EntityKinds.Role.Found(exchange)?.Value is { } role)
        {
            await loader.AddAsync(role);
            var caller = new SimulatedCaller(Principal.AssumedRole(role.ArnIn(account), role.Id, role.Name), role.ArnIn(account), role.Tags);
            return new SimulatedPrincipal(caller, loader.Policies, await loader.BoundaryAsync(role.PermissionsBoundary));
        }
        return IdentityRefusals.SimulatedSourceNotFound();
    }
}
