namespace Kagimori.Policies;

/// <summary>AWS's texts for a denied request.</summary>
public static class DenialMessage
{
    /// <summary>The text for a decision that is not allowed.</summary>
    /// <remarks>Another account's side is never told: where the owner denies or does not allow, the hidden form stands.</remarks>
    public static string Format(AccessRequest request, Decision decision, ResourceForm form = ResourceForm.Usual)
    {
        // A stranger learns no more than that.
        if (request.Principal.Type == PrincipalType.WebIdentity) return $"Not authorized to perform {request.Action}";
        if (request.IsCrossAccount && IsOwnersSide(decision.By)) return Hidden(request.Principal, request.Action);
        if (form == ResourceForm.Usual) form = request.IsCrossAccount ? ResourceForm.ThisResource : ResourceForm.Arn;
        var resource = form switch
        {
            ResourceForm.Arn => $" on resource: {request.Resource}",
            ResourceForm.ThisResource => " on this resource",
            _ => "",
        };
        return $"User: {request.Principal.Arn} is not authorized to perform: {request.Action}{resource}{Reason(request, decision)}";
    }

    /// <summary>The text for another account's resource that does not exist, or whose owner does not allow: the same for both.</summary>
    public static string Hidden(Principal principal, string action) =>
        $"User: {principal.Arn} is not authorized to perform: {action} on this resource because the resource does not exist in this Region,"
        + " no resource-based policies allow access, or a resource-based policy explicitly denies access";

    internal static bool IsOwnersSide(DecidedBy by) =>
        by is DecidedBy.ResourcePolicy or DecidedBy.ResourceControlPolicy or DecidedBy.CrossAccountRule or DecidedBy.Grant;

    private static string Reason(AccessRequest request, Decision decision)
    {
        if (decision.Outcome == DecisionOutcome.ExplicitlyDenied)
        {
            var arn = decision.Statement?.Policy.Arn;
            return $" with an explicit deny in {WithArticle(decision.By)}{(arn is null ? "" : ": " + arn)}";
        }
        return decision.By == DecidedBy.TrustPolicy ? "" : $" because no {Name(decision.By)} allows the {request.Action} action";
    }

    private static string WithArticle(DecidedBy by) => by switch
    {
        DecidedBy.TrustPolicy => "the role trust policy",
        DecidedBy.IdentityPolicy => "an identity-based policy",
        _ => "a " + Name(by),
    };

    private static string Name(DecidedBy by) => by switch
    {
        DecidedBy.IdentityPolicy => "identity-based policy",
        DecidedBy.PermissionsBoundary => "permissions boundary",
        DecidedBy.SessionPolicy => "session policy",
        DecidedBy.ServiceControlPolicy => "service control policy",
        DecidedBy.ResourceControlPolicy => "resource control policy",
        DecidedBy.EndpointPolicy => "VPC endpoint policy",
        _ => "resource-based policy",
    };
}
