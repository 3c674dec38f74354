using Kagimori.Organizations;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Authorization;

/// <summary>Step 4: whether the caller may do everything the request wants to do.</summary>
public static class RequestAuthorizer
{
    /// <summary>Decides each target in order; the first that is not allowed refuses the request.</summary>
    public static ValueTask<Refusal?> AuthorizeAsync(Exchange exchange)
    {
        var organizations = exchange.Engine.Organizations.GetAsync();
        return organizations.IsCompletedSuccessfully ? new(Authorize(exchange, organizations.Result)) : AwaitAsync(exchange, organizations);
    }

    private static async ValueTask<Refusal?> AwaitAsync(Exchange exchange, ValueTask<OrganizationSet> organizations) => Authorize(exchange, await organizations);

    private static Refusal? Authorize(Exchange exchange, OrganizationSet organizations)
    {
        exchange.Organizations = organizations;
        for (var i = 0; i < exchange.Targets.Count; i++)
        {
            var target = exchange.Targets[i];
            var decision = Decide(exchange, target);
            target.Decision = decision;
            if (decision.Outcome != DecisionOutcome.Allowed) return Refuse(exchange, target, decision);
        }
        return null;
    }

    /// <summary>Decides one target with the caller's own policies and the resource's policy.</summary>
    public static Decision Decide(Exchange exchange, AccessTarget target)
    {
        return Authorizer.Decide(RequestFor(exchange, target));
    }

    public static Explanation Explain(Exchange exchange, AccessTarget target)
    {
        return Authorizer.Explain(RequestFor(exchange, target), GrantMatching.Explain(target.Key?.Grants ?? [], target, exchange.Caller.Principal, exchange.Forwarded?.SourceArn));
    }

    private static AccessRequest RequestFor(Exchange exchange, AccessTarget target)
    {
        var caller = exchange.Caller;
        exchange.Conditions.Target = target;
        // Policies of an organization never reach a role that is a service's own.
        var isLimited = !caller.IsServiceLinkedRole;
        return new AccessRequest
        {
            Principal = caller.Principal,
            Action = target.Action,
            Resource = target.Resource,
            ResourceAccount = target.ResourceAccount,
            Context = exchange.Conditions,
            IdentityPolicies = caller.IdentityPolicies,
            Boundary = caller.Boundary,
            SessionPolicies = caller.SessionPolicies,
            ResourcePolicy = target.ResourcePolicy,
            ResourcePolicyMandatory = target.ResourcePolicy is not null,
            CrossAccountAllowed = target.CrossAccount,
            EndpointPolicies = exchange.Forwarded?.EndpointPolicies,
            ServiceControlPolicies = isLimited ? exchange.Organizations.Find(caller.Principal.AccountId)?.ServiceControlPolicies : null,
            ResourceControlPolicies = isLimited ? ResourceControlPolicies(exchange, target) : null,
            ResourceGrants = GrantMatching.Of(GrantPropagation.Of(exchange, target.Key), target, caller.Principal, exchange.Forwarded?.SourceArn),
        };
    }

    // Of the services that are spoken here, KMS and STS take resource control policies; a key that is AWS's own is not reached by them.
    private static IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ResourceControlPolicies(Exchange exchange, AccessTarget target) =>
        (exchange.Service == Service.Kms || exchange.Service == Service.Sts || exchange.Service == Service.XksProxy) && target.Key is not { Record.IsAwsManaged: true }
            ? exchange.Organizations.Find(target.ResourceAccount)?.ResourceControlPolicies : null;

    private static Refusal Refuse(Exchange exchange, AccessTarget target, Decision decision)
    {
        var request = RequestFor(exchange, target);
        var details = DenialDetails.Of(exchange, target);
        if (target.IsFromCiphertext && request.IsCrossAccount) return Refusals.CiphertextKeyNotAccessible() with { Reason = "not allowed", Details = details };
        // STS names a role by its ARN also to callers of other accounts.
        var form = target.IsOfNewKey ? ResourceForm.Omitted : exchange.Service.IsJson ? ResourceForm.Usual : ResourceForm.Arn;
        var message = DenialMessage.Format(request, decision, form);
        return (exchange.Service.IsJson ? Refusals.AccessDenied(message) : Refusals.QueryAccessDenied(message)) with { Details = details };
    }
}
