using Kagimori.Authorization;
using Kagimori.Forwarding;
using Kagimori.Keys;
using Kagimori.Operations;
using Kagimori.Organizations;
using Kagimori.Policies;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.PolicyTools;

/// <summary>Computes what replacing a key's policy would do, by deciding every action of every principal under both policies.</summary>
/// <remarks>Changes nothing. Everything is read from the store that is given, so an answer is of one moment when the store is.</remarks>
public static class ImpactAnalysis
{
    /// <param name="policy">The new policy, as PutKeyPolicy takes it.</param>
    /// <param name="trusted">Who may forward context, and so which services and VPC endpoints requests can come from or through.</param>
    /// <returns>The impact; or PutKeyPolicy's own refusal of the policy or of a key that does not exist.</returns>
    public static async Task<Outcome<PolicyImpact>> ComputeAsync(SqliteStore store, KeyArn arn, string policy, TrustedCallers trusted)
    {
        if (await KeyRecords.Keys.FindAsync(store, arn.Partition, arn.Id.ToString()) is not { } stored) return Refusals.KeyNotFound(arn.ToString());
        var bound = await KeyPolicyValidation.BindAsync(store, policy, services: trusted.Services, keepsLayout: true);
        if (bound.Refusal is { } refusal) return refusal;
        var key = stored.Value;
        // What is shown of the policy as it is are the lines that GetKeyPolicy answers: binding leaves them as they are.
        var before = new AttachedPolicy(CompiledPolicies.Get(key.Policy, PolicyGrammar.KeyPolicy), "key policy", null, PolicySource.KeyPolicy);
        var after = before with { Policy = CompiledPolicies.Get(bound.Value!, PolicyGrammar.KeyPolicy), Name = "new key policy" };
        var aliases = await KeyRecords.KeyAliases.ScanAsync(store, arn.Partition, KeyRecords.KeyAliasId(key.Id, ""));
        var records = await KeyRecords.Grants.ScanAsync(store, arn.Partition, KeyRecords.GrantRecordId(key.Id, ""));
        Grant[] grants = [.. records.Select(grant => new Grant(grant))];
        var principals = await new ImpactPrincipals(store, trusted).ListAsync([before.Policy, after.Policy], grants);
        var organizations = await OrganizationSnapshots.TryReadAsync(store) ?? throw new StoreException("The organizations changed while they were read.");
        var asked = new ImpactQuestion(arn, key, [.. aliases.Select(alias => alias.Value.Name)], grants, organizations);
        KmsAction[] actions = [.. KmsActions.All.Where(action => IsAsked(action, key))];
        var impacts = new List<PrincipalImpact>();
        foreach (var principal in principals)
        {
            List<ActionImpact>? direct = null;
            foreach (var way in ImpactWay.Of(principal.Principal, trusted))
            {
                var all = actions.Select(action => new ActionImpact(action, asked.Decide(principal, way, action, before), asked.Decide(principal, way, action, after))).ToList();
                var isTold = direct is null ? all.Exists(impact => impact.IsPossible) : !all.Zip(direct).All(pair => pair.First.IsAsGoodAs(pair.Second));
                if (isTold) impacts.Add(new PrincipalImpact(principal.Arn, principal.Kind, principal.Principal.AccountId, way.Through, [.. all.Where(impact => impact.IsPossible)]));
                direct ??= all;
            }
        }
        var identity = principals.SelectMany(principal => principal.IdentityPolicies.Append(principal.Boundary).OfType<AttachedPolicy>());
        return new PolicyImpact(arn, impacts, actions, NotForwarded.Of([before.Policy, after.Policy, .. identity.Select(attached => attached.Policy)], trusted));
    }

    // What the key can never do, whoever may, is nothing to gain or lose.
    private static bool IsAsked(KmsAction action, KeyRecord key)
    {
        var operation = OperationCatalog.Find(Service.Kms, action.Name.StartsWith("ReEncrypt", StringComparison.Ordinal) ? "ReEncrypt" : action.Name);
        return action.IsDecidedByKeyPolicy && operation is not null && (operation.Usage is null || operation.Usage == key.Usage);
    }
}
