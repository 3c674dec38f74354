using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Operations.Identities.ManagedPolicies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities;

/// <summary>Step 3 of the IAM operations: finds the entity that a request names and adds the operation's action on it.</summary>
/// <remarks>
/// An entity that does not exist is a target too, so that a caller without permission does not learn that it is missing.
/// The record travels with the target: what is permitted and what is changed is the same version of it.
/// </remarks>
internal static class EntityResolution
{
    public static async ValueTask<Refusal?> ByNameAsync<T>(Exchange exchange, EntityKind<T> kind, string name) where T : class
    {
        var account = exchange.Caller.Account;
        var entity = await kind.FindAsync(exchange, name);
        Add(exchange, entity is null ? kind.NewArn(account, "/", name) : kind.ArnOf(entity.Value, account), entity?.Stored);
        return null;
    }

    /// <summary>Adds an entity that the operation will create; passing tags needs the permission to tag as well.</summary>
    public static ValueTask<Refusal?> NewAsync<T>(Exchange exchange, EntityKind<T> kind, QueryParameters query, string nameParameter) where T : class
    {
        var arn = kind.NewArn(exchange.Caller.Account, query.Text("Path") ?? "/", query.Text(nameParameter)!);
        Add(exchange, arn, entity: null);
        if (kind.Tags is not null && query.Tags() is { Count: > 0 }) Add(exchange, arn, entity: null, $"iam:Tag{kind.Title}");
        return default;
    }

    /// <summary>Adds an entity twice: as it is, and under the ARN it will have.</summary>
    public static async ValueTask<Refusal?> RenamedAsync<T>(Exchange exchange, EntityKind<T> kind, QueryParameters query) where T : class
    {
        await kind.Resolve(exchange, query);
        var entity = kind.Found(exchange);
        var path = query.Text("NewPath") ?? (entity is null ? "/" : kind.PathOf(entity.Value));
        var name = query.Text($"New{kind.NameMember.Name}") ?? entity?.Name ?? query.Text(kind.NameMember.Name)!;
        var arn = kind.NewArn(exchange.Caller.Account, path, name);
        if (arn != exchange.Targets[0].Resource) Add(exchange, arn, entity?.Stored);
        return null;
    }

    /// <summary>Adds the user that the request names, or else the caller: its own user, or the account for the root user.</summary>
    public static async ValueTask<Refusal?> UserOrCallerAsync(Exchange exchange, QueryParameters query)
    {
        var caller = exchange.Caller;
        if (query.Text("UserName") is { } name) return await ByNameAsync(exchange, EntityKinds.User, name);
        if (caller.Principal.Type == Policies.PrincipalType.User) return await ByNameAsync(exchange, EntityKinds.User, caller.EntityName!);
        if (!caller.IsRoot) return IdentityRefusals.UserNameRequired();
        Add(exchange, caller.Account.RootArn, await IdentityRecords.Accounts.FindAsync(exchange.Engine.Store, "", caller.Account.ToString()));
        return null;
    }

    public static async ValueTask<Refusal?> ByPolicyArnAsync(Exchange exchange, string arn)
    {
        if (!PolicyArn.TryParse(arn, out var parsed)) return IdentityRefusals.InvalidPolicyArn(arn);
        var found = await ManagedPolicyLookup.FindAsync(exchange, parsed);
        Add(exchange, arn, found?.Stored, account: parsed.Account?.ToString());
        return null;
    }

    private static void Add(Exchange exchange, string arn, object? entity, string? action = null, string? account = null) =>
        exchange.AddTarget(new AccessTarget
        {
            Action = action ?? exchange.Operation!.Action,
            Resource = arn,
            ResourceAccount = account ?? exchange.Caller.Account.ToString(),
            Entity = entity,
        });
}
