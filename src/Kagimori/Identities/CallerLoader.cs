using System.Text;
using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Identities;

/// <summary>Reads everything about a caller from the store and compiles it into a snapshot.</summary>
internal sealed class CallerLoader(SqliteStore store, RootKey rootKey, SessionTokens tokens)
{
    private readonly EntityPolicies _policies = new(store);

    public ValueTask<CallerSnapshot?> LoadAsync(string accessKeyId, string? sessionToken) =>
        sessionToken is null ? LoadLongTermAsync(accessKeyId) : LoadSessionAsync(accessKeyId, sessionToken);

    public async ValueTask<CallerSnapshot?> LoadAsync(UserCredential credential)
    {
        if (!UserCredential.TryParseUserArn(credential.UserArn, out var account, out var name)) return null;
        var user = await IdentityRecords.Users.FindAsync(store, account.ToString(), IdentityRecords.IdOf(name));
        return user is null || user.Value.ArnIn(account) != credential.UserArn
            ? null
            : await UserAsync(account, user.Value, credential.AccessKeyId, credential.SecretAccessKey, session: null);
    }

    private async ValueTask<CallerSnapshot?> LoadLongTermAsync(string accessKeyId)
    {
        var stored = await IdentityRecords.AccessKeys.FindAsync(store, "", accessKeyId);
        if (stored is not { Value: { IsActive: true } key }) return null;
        if (!rootKey.TryUnwrap(key.WrappedSecret, AccessKeyOwner.Of(key.Id), out var secret))
            throw new StoreException($"The secret of access key {key.Id} does not open under the root key.");
        var account = AccountId.Parse(key.Account);
        if (key.UserName is null) return Root(account, accessKeyId, secret, session: null);
        var user = await IdentityRecords.Users.FindAsync(store, key.Account, IdentityRecords.IdOf(key.UserName));
        return user is null || !user.Value.AccessKeyIds.Contains(key.Id) ? null : await UserAsync(account, user.Value, accessKeyId, secret, session: null);
    }

    private async ValueTask<CallerSnapshot?> LoadSessionAsync(string accessKeyId, string sessionToken)
    {
        var session = tokens.Open(sessionToken);
        if (session is null || session.AccessKeyId != accessKeyId) return null;
        var secret = new KeyMaterial(Encoding.UTF8.GetBytes(session.SecretAccessKey));
        var account = AccountId.Parse(session.Account);
        if (session.EntityName is null)
            return session.FederatedName is null ? Root(account, accessKeyId, secret, session) : await FederatedAsync(Root(account, accessKeyId, secret, session), session);
        if (session.RoleSessionName is null)
        {
            var user = await IdentityRecords.Users.FindAsync(store, session.Account, IdentityRecords.IdOf(session.EntityName));
            if (user is null || user.Value.Id != session.UniqueId) return null;
            var caller = await UserAsync(account, user.Value, accessKeyId, secret, session);
            return session.FederatedName is null ? caller : await FederatedAsync(caller, session);
        }
        var role = await IdentityRecords.Roles.FindAsync(store, session.Account, IdentityRecords.IdOf(session.EntityName));
        return role is null || role.Value.Id != session.UniqueId ? null : await RoleAsync(account, role.Value, accessKeyId, secret, session);
    }

    private static CallerSnapshot Root(AccountId account, string accessKeyId, KeyMaterial secret, SessionRecord? session) => new()
    {
        Principal = Principal.Root(account.ToString()),
        Account = account,
        AccessKeyId = accessKeyId,
        SecretAccessKey = secret,
        IdentityPolicies = [],
        Tags = NoTags,
        Session = session,
    };

    private async ValueTask<CallerSnapshot> UserAsync(AccountId account, UserRecord user, string accessKeyId, KeyMaterial secret, SessionRecord? session)
    {
        return new CallerSnapshot
        {
            Principal = Principal.User(user.ArnIn(account), user.Id),
            Account = account,
            AccessKeyId = accessKeyId,
            SecretAccessKey = secret,
            IdentityPolicies = await _policies.OfUserAsync(account, user),
            Boundary = await _policies.BoundaryAsync(account, user.PermissionsBoundary),
            Tags = Merge(user.Tags, null),
            EntityName = user.Name,
            Session = session,
        };
    }

    private async ValueTask<CallerSnapshot> RoleAsync(AccountId account, RoleRecord role, string accessKeyId, KeyMaterial secret, SessionRecord session)
    {
        return new CallerSnapshot
        {
            Principal = Principal.AssumedRole(role.ArnIn(account), role.Id, session.RoleSessionName!),
            Account = account,
            AccessKeyId = accessKeyId,
            SecretAccessKey = secret,
            IdentityPolicies = await _policies.OfRoleAsync(account, role),
            Boundary = await _policies.BoundaryAsync(account, role.PermissionsBoundary),
            SessionPolicies = await SessionPoliciesAsync(account, session),
            Tags = Merge(role.Tags, session.Tags),
            EntityName = role.Name,
            Session = session,
        };
    }

    // A federated user has its creator's policies, within the session's own, and the creator's tags.
    private async ValueTask<CallerSnapshot> FederatedAsync(CallerSnapshot creator, SessionRecord session) => new()
    {
        Principal = Principal.FederatedUser(session.FederatedName!, creator.Principal.Arn, creator.Principal.UniqueId),
        Account = creator.Account,
        AccessKeyId = creator.AccessKeyId,
        SecretAccessKey = creator.SecretAccessKey,
        IdentityPolicies = creator.IdentityPolicies,
        Boundary = creator.Boundary,
        SessionPolicies = await SessionPoliciesAsync(creator.Account, session),
        Tags = Merge(creator.Tags, session.Tags),
        EntityName = creator.EntityName,
        Session = session,
    };

    private async ValueTask<AttachedPolicy[]?> SessionPoliciesAsync(AccountId account, SessionRecord session)
    {
        if (session.Policy is null && session.PolicyArns is null) return null;
        var policies = new List<AttachedPolicy>();
        if (session.Policy is not null)
            policies.Add(new AttachedPolicy(CompiledPolicies.Get(session.Policy, PolicyGrammar.SessionPolicy), "session", null, PolicySource.SessionInline));
        await _policies.AddManagedAsync(policies, account, session.PolicyArns ?? [], PolicySource.SessionManaged);
        return [.. policies];
    }

    private static readonly Dictionary<string, string> NoTags = [];

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string>? sessionTags)
    {
        var merged = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in tags) merged[key] = value;
        foreach (var (key, value) in sessionTags ?? NoTags) merged[key] = value;
        return merged;
    }
}
