using System.Runtime.CompilerServices;
using Kagimori.Authorization;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Storage;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Puts a request of the reference to the engine, its grants through the engine's own matching.</summary>
internal static class EngineRequest
{
    private static readonly string[] Encrypting = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];
    private static readonly ConditionalWeakTable<ReferencePolicy, AttachedPolicy> Attached = [];

    public static AccessRequest From(ReferenceRequest r)
    {
        var caller = Caller(r);
        var isKey = r.Action.StartsWith("kms:", StringComparison.Ordinal) && r.Resource != "*";
        var retires = r.Action == "kms:RetireGrant";
        var context = new ConditionContext();
        foreach (var (name, value) in r.Context) context[name] = value is string[] list ? new ConditionValues(list) : new ConditionValues((string)value);
        return new AccessRequest
        {
            Principal = caller,
            Action = r.Action,
            Resource = r.Resource,
            ResourceAccount = retires ? r.Concerned!.IssuingAccount : r.Owner,
            Context = context,
            IdentityPolicies = All(r.Identity),
            Boundary = r.Boundary is null ? null : Attach(r.Boundary),
            SessionPolicies = r.Session is null ? null : All(r.Session),
            ResourcePolicy = r.ResourcePolicy is null || retires ? null : Attach(r.ResourcePolicy),
            ResourcePolicyMandatory = isKey && !retires,
            CrossAccountAllowed = r.Action != "kms:ScheduleKeyDeletion",
            EndpointPolicies = r.Endpoint is null ? null : All(r.Endpoint),
            ServiceControlPolicies = r.ServiceControl.Count == 0 ? null : r.ServiceControl.ConvertAll(All),
            ResourceControlPolicies = r.ResourceControl.Count == 0 ? null : r.ResourceControl.ConvertAll(All),
            ResourceGrants = Grants(r) is var (grants, target) ? GrantMatching.Of(grants, target, caller, null) : [],
        };
    }

    /// <summary>The grants of the key, and what is asked of them.</summary>
    public static (IReadOnlyList<Grant> Grants, AccessTarget Target) Grants(ReferenceRequest r)
    {
        const string prefix = "kms:EncryptionContext:";
        var target = new AccessTarget
        {
            Action = r.Action,
            Resource = r.Resource,
            EncryptionAlgorithm = Encrypting.Contains(r.Action) ? "SYMMETRIC_DEFAULT" : null,
            EncryptionContext = r.Context.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => (string)pair.Value),
            RequestedGrant = r.Action == "kms:CreateGrant" ? Record(r.Concerned!) : null,
            RetiredGrant = r.Action == "kms:RetireGrant" ? Stored(r.Concerned!) : null,
        };
        return ([.. r.Grants.Where(grant => grant.Key == r.Resource).Select(Stored)], target);
    }

    private static Grant Stored(ReferenceGrant grant) => new(new Stored<GrantRecord>(new RecordKey(RecordKind.Grant, "", ""), 0, Record(grant)));

    private static GrantRecord Record(ReferenceGrant grant) => new()
    {
        Id = "", KeyId = "", CreatedAt = default, Grantee = grant.Grantee, Retiring = grant.Retiring, IssuingAccount = grant.IssuingAccount, Operations = grant.Operations,
        ContextEquals = grant.EqualTo, ContextSubset = grant.Subset,
    };

    private static Principal Caller(ReferenceRequest r) => r.Type switch
    {
        "Root" => Principal.Root(r.Account!),
        "User" => Principal.User(r.Arn, r.Id),
        "AssumedRole" => Principal.AssumedRole(r.IssuerArn!, r.IssuerId!, r.Arn.Split('/')[^1]),
        "FederatedUser" => Principal.FederatedUser(r.Arn.Split('/')[^1], r.IssuerArn!, r.IssuerId!),
        "Service" => Principal.Service(r.Arn),
        _ => Principal.Anonymous,
    };

    private static IReadOnlyList<AttachedPolicy> All(List<ReferencePolicy> policies) => policies.ConvertAll(Attach);

    public static AttachedPolicy Attach(ReferencePolicy policy) => Attached.GetValue(policy, static policy =>
    {
        var grammar = Enum.Parse<PolicyGrammar>(policy.Kind);
        var source = policy.Kind switch { "IdentityPolicy" => PolicySource.UserInline, "SessionPolicy" => PolicySource.SessionInline, _ => Enum.Parse<PolicySource>(policy.Kind) };
        Assert.True(Policy.TryParseStored(policy.Document.ToJsonString(), grammar, out var parsed, out var error), error + "\n" + policy.Document.ToJsonString());
        return new AttachedPolicy(parsed!, policy.Kind, policy.Arn, source);
    });
}
