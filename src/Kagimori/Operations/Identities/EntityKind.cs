using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities;

/// <summary>What the operations that users, groups, roles and managed policies share must know about one of these kinds.</summary>
internal sealed record EntityKind<T> where T : class
{
    /// <summary>The kind as ARNs and messages name it: <c>user</c>, <c>group</c>, <c>role</c>, <c>policy</c>.</summary>
    public required string Word { get; init; }

    /// <summary>The kind as answers and quotas name it: <c>User</c>, <c>Group</c>, <c>Role</c>, <c>Policy</c>.</summary>
    public required string Title { get; init; }

    /// <summary>The request member that names an existing entity.</summary>
    public required Member<QueryParameters> NameMember { get; init; }

    public required RecordType<T> Records { get; init; }

    public required Func<T, string> NameOf { get; init; }

    public required Func<T, string> PathOf { get; init; }

    public required Func<T, AccountId, string> ArnOf { get; init; }

    /// <summary>Finds the entity that the request names and adds it as the target.</summary>
    public required Func<Exchange, QueryParameters, ValueTask<Refusal?>> Resolve { get; init; }

    /// <summary>The refusal for an entity that does not exist, by what the request called it.</summary>
    public required Func<string, Refusal> NotFound { get; init; }

    /// <summary>How many an account can have, and the name of that quota; null for no quota.</summary>
    public (string Name, int Limit)? Quota { get; init; }

    public Part<T, IReadOnlyDictionary<string, string>>? InlinePolicies { get; init; }

    /// <summary>How many characters the inline policies of one entity can have together, white space not counted.</summary>
    public int MaxInlinePolicySize { get; init; }

    public Part<T, IReadOnlyList<string>>? AttachedPolicies { get; init; }

    public Part<T, string?>? PermissionsBoundary { get; init; }

    public Part<T, IReadOnlyDictionary<string, string>>? Tags { get; init; }

    /// <summary>How tag keys compare: users and roles do not distinguish case, managed policies do.</summary>
    public StringComparer TagKeys { get; init; } = StringComparer.OrdinalIgnoreCase;

    /// <summary>The ARN of an entity that does not exist (yet).</summary>
    public string NewArn(AccountId account, string path, string name) => $"arn:aws:iam::{account}:{Word}{path}{name}";

    /// <summary>The entity that was resolved as a target; null when it does not exist.</summary>
    public Entity<T>? Found(Exchange exchange) => exchange.Targets[0].Entity is Stored<T> stored ? new Entity<T>(this, stored) : null;

    /// <summary>Null while the account can have one more. Of several that are made at once, the last may exceed the quota.</summary>
    public async ValueTask<Refusal?> CheckQuotaAsync(Exchange exchange)
    {
        if (Quota is not { } quota) return null;
        var account = exchange.Caller.Account.ToString();
        var records = await exchange.Engine.Store.ScanAsync(Records.KeyOf(account, "").Kind, account, idPrefix: "", afterId: null, quota.Limit);
        return records.Count < quota.Limit ? null : IdentityRefusals.QuotaExceeded(quota.Name, quota.Limit);
    }

    /// <summary>Looks for an entity of the caller's account by name, whatever its case.</summary>
    public async ValueTask<Entity<T>?> FindAsync(Exchange exchange, string name)
    {
        var stored = await Records.FindAsync(exchange.Engine.Store, exchange.Caller.Account.ToString(), IdentityRecords.IdOf(name));
        return stored is null ? null : new Entity<T>(this, stored);
    }
}
