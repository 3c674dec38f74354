using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Makes temporary credentials: everything about them is sealed into the session token, nothing is stored.</summary>
internal static class TemporaryCredentials
{
    /// <summary>A session of the caller's choosing with fresh credentials that begin now.</summary>
    public static SessionRecord Create(Exchange exchange, string? entityName, string? uniqueId, string? roleSessionName, int seconds)
    {
        var random = exchange.Engine.Random;
        return new SessionRecord(
            UniqueId.Create(UniqueId.TemporaryAccessKey, random), RootUser.NewSecret(random), exchange.Caller.Account.ToString(),
            entityName, uniqueId, roleSessionName, exchange.Now, exchange.Now.AddSeconds(seconds));
    }

    public static QueryElement Element(Exchange exchange, SessionRecord session) => QueryElement.Structure("Credentials",
        QueryElement.Text("AccessKeyId", session.AccessKeyId),
        QueryElement.Secret("SecretAccessKey", session.SecretAccessKey),
        QueryElement.Secret("SessionToken", exchange.Engine.SessionTokens.Seal(session)),
        QueryElement.Date("Expiration", session.ExpiresAt));
}
