using Kagimori.Keys;
using Kagimori.Organizations;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Whether principals may do actions to one key under one policy or another.</summary>
internal sealed class ImpactQuestion(KeyArn arn, KeyRecord key, IReadOnlyList<string> aliases, Grant[] grants, OrganizationSet organizations)
{
    private const int ShownOfId = 8;

    private readonly string _resource = arn.ToString();

    public PossibleDecision Decide(ImpactPrincipal caller, ImpactWay way, KmsAction action, AttachedPolicy policy)
    {
        var context = new ImpactContext(caller, way, action, key, aliases, organizations);
        var (certain, possible) = Grants(caller.Principal, action);
        return PossibleAuthorizer.Decide(
            new AccessRequest
            {
                Principal = caller.Principal,
                Action = action.Action,
                Resource = _resource,
                ResourceAccount = key.Account,
                Context = context,
                IdentityPolicies = caller.IdentityPolicies,
                Boundary = caller.Boundary,
                ResourcePolicy = policy,
                ResourcePolicyMandatory = true,
                CrossAccountAllowed = action.CrossAccount,
                EndpointPolicies = way.Said.EndpointPolicies,
                ServiceControlPolicies = caller.IsServiceLinkedRole ? null : organizations.Find(caller.Principal.AccountId)?.ServiceControlPolicies,
                ResourceControlPolicies = caller.IsServiceLinkedRole || key.IsAwsManaged ? null : organizations.Find(key.Account)?.ResourceControlPolicies,
                ResourceGrants = certain,
            }, context.Knows, possible);
    }

    // A grant passes on no more than it holds, and constraints bind services and the actions that have an encryption context: all that is seen in the request.
    private (List<ResourceGrant> Certain, List<PossibleGrant> Possible) Grants(Principal caller, KmsAction action)
    {
        var (certain, possible) = (new List<ResourceGrant>(), new List<PossibleGrant>());
        foreach (var grant in grants)
        {
            if (!grant.Allows(action.Name) || grant.MatchGrantee(caller) is not { } matched) continue;
            var covering = new ResourceGrant(matched, grant.Record.IssuingAccount == caller.AccountId);
            var name = $"grant {grant.Record.Id[..ShownOfId]}";
            var source = caller.Type == PrincipalType.Service && grant.Record.SourceArn is { } arn ? $"the request is on behalf of {arn}" : null;
            if (action.Name == "CreateGrant") possible.Add(new PossibleGrant(covering, $"{name} covers the new grant"));
            else if (Constraint(grant.Record, action.Keys.Contains(WellKnownKey.KmsEncryptionContext), source) is { } constraint) possible.Add(new PossibleGrant(covering, $"{name}: {constraint}"));
            else certain.Add(covering);
        }
        return (certain, possible);
    }

    private static string? Constraint(GrantRecord grant, bool hasContext, string? source)
    {
        var parts = new List<string>();
        if (source is not null) parts.Add(source);
        if (hasContext && grant.ContextEquals is { } equal) parts.Add($"encryption context is {Pairs(equal)}");
        if (hasContext && grant.ContextSubset is { } subset) parts.Add($"encryption context has {Pairs(subset)}");
        return parts.Count == 0 ? null : string.Join(" and ", parts);
    }

    private static string Pairs(IReadOnlyDictionary<string, string> pairs) => string.Join(", ", pairs.Select(pair => $"{pair.Key}={pair.Value}"));
}
