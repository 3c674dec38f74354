using Kagimori.Audit;
using Kagimori.Policies;

namespace Kagimori.Identities;

/// <summary>A caller in the words of the audit trail's userIdentity.</summary>
internal static class CallerIdentity
{
    public static AuditIdentity Of(CallerSnapshot caller)
    {
        var principal = caller.Principal;
        var account = caller.Account.ToString();
        return principal.Type switch
        {
            PrincipalType.Root => AuditIdentity.Root(account, principal.Arn, caller.AccessKeyId, SessionOf(caller)),
            PrincipalType.User => AuditIdentity.User(principal.UniqueId, principal.Arn, account, caller.AccessKeyId, caller.EntityName!, SessionOf(caller)),
            PrincipalType.AssumedRole => AuditIdentity.AssumedRole(principal.UniqueId, principal.Arn, account, caller.AccessKeyId, SessionOf(caller)!),
            PrincipalType.FederatedUser => AuditIdentity.FederatedUser(principal.UniqueId, principal.Arn, account, caller.AccessKeyId, SessionOf(caller)!),
            PrincipalType.Service => AuditIdentity.OfService(principal.Arn),
            PrincipalType.WebIdentity => AuditIdentity.WebIdentity(principal.UniqueId, caller.EntityName!, principal.IssuerArn!),
            _ => throw new InvalidOperationException($"A caller cannot be {principal.Type}."),
        };
    }

    private static AuditSession? SessionOf(CallerSnapshot caller) => caller.Session is { } session
        ? new AuditSession(session.IssuedAt, session.MultiFactorAt is not null, IssuerOf(caller), session.SourceIdentity)
        : null;

    // A session of a user or the root user is theirs and has no other issuer.
    private static AuditSessionIssuer? IssuerOf(CallerSnapshot caller)
    {
        if (caller.Principal is not { IssuerArn: { } arn, IssuerUniqueId: { } id } principal) return null;
        var type = principal.Type == PrincipalType.AssumedRole ? "Role" : caller.EntityName is null ? "Root" : "IAMUser";
        return new AuditSessionIssuer(type, id, arn, caller.Account.ToString(), caller.EntityName);
    }
}
