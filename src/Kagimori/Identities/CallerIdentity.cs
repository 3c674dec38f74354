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
            PrincipalType.Root => AuditIdentity.Root(account, principal.Arn, caller.AccessKeyId),
            PrincipalType.User => AuditIdentity.User(principal.UniqueId!, principal.Arn, account, caller.AccessKeyId, caller.EntityName!),
            PrincipalType.AssumedRole => AuditIdentity.AssumedRole(
                principal.UniqueId!, principal.Arn, account, caller.AccessKeyId, SessionOf(caller)),
            _ => throw new InvalidOperationException($"A caller cannot be {principal.Type}."),
        };
    }

    private static AuditSession SessionOf(CallerSnapshot caller) => new(
        caller.Session!.IssuedAt, false,
        new AuditSessionIssuer("Role", caller.Principal.IssuerUniqueId!, caller.Principal.IssuerArn!, caller.Account.ToString(), caller.EntityName));
}
