using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>The user, group or role whose policies are tried out.</summary>
/// <param name="Caller">It as a caller; for a group somebody who is in it.</param>
internal sealed record SimulatedPrincipal(Principal Caller, List<AttachedPolicy> Policies, AttachedPolicy? Boundary, IReadOnlyDictionary<string, string>? Tags)
{
    /// <summary>Adds what PolicySourceArn names as the target.</summary>
    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query)
    {
        var arn = query.Text("PolicySourceArn")!;
        if (!SimulatedCaller.TrySplit(arn, out _, out var word, out var name)) return new(IdentityRefusals.InvalidEntityArn(arn));
        return word switch
        {
            "user" => EntityResolution.ByNameAsync(exchange, EntityKinds.User, name),
            "group" => EntityResolution.ByNameAsync(exchange, EntityKinds.Group, name),
            "role" => EntityResolution.ByNameAsync(exchange, EntityKinds.Role, name),
            _ => new(IdentityRefusals.InvalidEntityArn(arn)),
        };
    }

    /// <summary>Reads the policies of what was resolved: of a user those of its groups too.</summary>
    public static async ValueTask<Outcome<SimulatedPrincipal>> LoadAsync(Exchange exchange, QueryParameters query)
    {
        var arn = query.Text("PolicySourceArn")!;
        if (EntityKinds.User.Found(exchange) is { } user && IsNamed(exchange, user, arn)) return await UserAsync(exchange, user.Value);
        if (EntityKinds.Group.Found(exchange) is { } group && IsNamed(exchange, group, arn)) return await GroupAsync(exchange, group.Value);
        if (EntityKinds.Role.Found(exchange) is { } role && IsNamed(exchange, role, arn)) return await RoleAsync(exchange, role.Value);
        SimulatedCaller.TrySplit(arn, out _, out var word, out var name);
        return IdentityRefusals.EntityNotFound(word, name);
    }

    private static bool IsNamed<T>(Exchange exchange, Entity<T> entity, string arn) where T : class =>
        entity.Kind.ArnOf(entity.Value, exchange.Caller.Account) == arn;

    private static async ValueTask<SimulatedPrincipal> UserAsync(Exchange exchange, UserRecord user)
    {
        var loader = new EntityPolicies(exchange.Engine.Store);
        var account = exchange.Caller.Account;
        var policies = new List<AttachedPolicy>();
        EntityPolicies.AddInline(policies, user.InlinePolicies, PolicySource.UserInline, $"user_{user.Name}_");
        await loader.AddManagedAsync(policies, account, user.AttachedPolicies, PolicySource.UserManaged);
        foreach (var name in user.Groups)
        {
            if (await EntityKinds.Group.FindAsync(exchange, name) is { } group) policies.AddRange((await GroupAsync(exchange, group.Value)).Policies);
        }
        return new(Principal.User(user.ArnIn(account), user.Id), policies, await loader.BoundaryAsync(account, user.PermissionsBoundary), user.Tags);
    }

    private static async ValueTask<SimulatedPrincipal> GroupAsync(Exchange exchange, GroupRecord group)
    {
        var policies = new List<AttachedPolicy>();
        EntityPolicies.AddInline(policies, group.InlinePolicies, PolicySource.GroupInline, $"group_{group.Name}_");
        await new EntityPolicies(exchange.Engine.Store).AddManagedAsync(policies, exchange.Caller.Account, group.AttachedPolicies, PolicySource.GroupManaged);
        return new(SimulatedCaller.Anybody(exchange.Caller.Account), policies, null, null);
    }

    private static async ValueTask<SimulatedPrincipal> RoleAsync(Exchange exchange, RoleRecord role)
    {
        var loader = new EntityPolicies(exchange.Engine.Store);
        var account = exchange.Caller.Account;
        var policies = new List<AttachedPolicy>();
        EntityPolicies.AddInline(policies, role.InlinePolicies, PolicySource.RoleInline, $"role_{role.Name}_");
        await loader.AddManagedAsync(policies, account, role.AttachedPolicies, PolicySource.RoleManaged);
        return new(Principal.AssumedRole(role.ArnIn(account), role.Id, role.Name), policies, await loader.BoundaryAsync(account, role.PermissionsBoundary), role.Tags);
    }
}
