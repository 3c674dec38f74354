using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Makes temporary credentials: everything about them is sealed into the session token, nothing is stored.</summary>
internal static class TemporaryCredentials
{
    /// <summary>A session of the caller's own account with fresh credentials that begin now.</summary>
    /// <param name="entityName">The user's name; null for the root user.</param>
    public static SessionRecord OfUser(Exchange exchange, string? entityName, string? uniqueId, int seconds) =>
        Create(exchange, exchange.Caller.Account, entityName, uniqueId, null, seconds);

    /// <summary>A session of a role with fresh credentials that begin now.</summary>
    public static SessionRecord OfRole(Exchange exchange, AccountId account, RoleRecord role, string sessionName, int seconds) =>
        Create(exchange, account, role.Name, role.Id, sessionName, seconds);

    public static QueryElement Element(Exchange exchange, SessionRecord session) => QueryElement.Structure("Credentials",
        QueryElement.Text("AccessKeyId", session.AccessKeyId),
        QueryElement.Secret("SecretAccessKey", session.SecretAccessKey),
        QueryElement.Secret("SessionToken", exchange.Engine.SessionTokens.Seal(session)),
        QueryElement.Date("Expiration", session.ExpiresAt));

    /// <summary>The role session as its maker's answer names it.</summary>
    public static QueryElement AssumedRoleUser(SessionRecord session) => QueryElement.Structure("AssumedRoleUser",
        QueryElement.Text("AssumedRoleId", $"{session.UniqueId}:{session.RoleSessionName}"),
        QueryElement.Text("Arn", $"arn:aws:sts::{session.Account}:assumed-role/{session.EntityName}/{session.RoleSessionName}"));

    private static SessionRecord Create(Exchange exchange, AccountId account, string? entityName, string? uniqueId, string? roleSessionName, int seconds)
    {
        var random = exchange.Engine.Random;
        return new SessionRecord(
            UniqueId.CreateAccessKey(UniqueId.TemporaryAccessKey, account, random), RootUser.NewSecret(random), account.ToString(),
            entityName, uniqueId, roleSessionName, exchange.Now, exchange.Now.AddSeconds(seconds));
    }
}
