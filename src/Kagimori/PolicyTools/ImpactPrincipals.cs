using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.PolicyTools;

/// <summary>Everybody who can call the service: the root user, users and roles of every account, and sessions that are named, and services that a trusted caller may be.</summary>
internal sealed class ImpactPrincipals(SqliteStore store, TrustedCallers trusted)
{
    private const string FederatedUser = ":federated-user/";

    private readonly EntityPolicies _policies = new(store);
    private readonly List<ImpactPrincipal> _principals = [];

    /// <param name="policies">The key policies, bound, whose sessions count beside the stored identities.</param>
    public async Task<IReadOnlyList<ImpactPrincipal>> ListAsync(IReadOnlyList<Policy> policies, IReadOnlyList<Grant> grants)
    {
        foreach (var account in await IdentityRecords.Accounts.ScanAsync(store, ""))
        {
            var id = AccountId.Parse(account.Value.Id);
            _principals.Add(new ImpactPrincipal(Principal.Root(id.ToString()), id.RootArn, "root user"));
            foreach (var user in await IdentityRecords.Users.ScanAsync(store, id.ToString())) await AddAsync(id, user.Value);
            foreach (var role in await IdentityRecords.Roles.ScanAsync(store, id.ToString())) await AddAsync(id, role.Value);
        }
        var named = policies.SelectMany(policy => policy.AwsPrincipals).Concat(grants.Select(grant => grant.Record.Grantee)).Distinct(StringComparer.Ordinal);
        foreach (var principal in named.Order(StringComparer.Ordinal)) AddSession(principal);
        foreach (var service in trusted.Services.Order(StringComparer.Ordinal))
            _principals.Add(new ImpactPrincipal(Principal.Service(service), service, "service"));
        return _principals;
    }

    private async Task AddAsync(AccountId account, UserRecord user) =>
        _principals.Add(new ImpactPrincipal(Principal.User(user.ArnIn(account), user.Id), user.ArnIn(account), "user")
        {
            IdentityPolicies = await _policies.OfUserAsync(account, user),
            Boundary = await _policies.BoundaryAsync(account, user.PermissionsBoundary),
            Tags = new Dictionary<string, string>(user.Tags, StringComparer.OrdinalIgnoreCase),
            UserName = user.Name,
        });

    private async Task AddAsync(AccountId account, RoleRecord role) =>
        _principals.Add(new ImpactPrincipal(Principal.AssumedRole(role.ArnIn(account), role.Id, ImpactPrincipal.AnySession), role.ArnIn(account), "role")
        {
            IdentityPolicies = await _policies.OfRoleAsync(account, role),
            Boundary = await _policies.BoundaryAsync(account, role.PermissionsBoundary),
        });

    // AROA…:name is a session of a role that is listed; the ARN of a federated user is its own.
    private void AddSession(string principal)
    {
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        if (principal.StartsWith(UniqueId.Role, StringComparison.Ordinal) && colon > 0
            && _principals.Find(known => known.Principal.IssuerUniqueId == principal[..colon] && known.IsAnySession) is { } role)
        {
            var session = Principal.AssumedRole(role.Arn, role.Principal.IssuerUniqueId!, principal[(colon + 1)..]);
            _principals.Add(role with { Principal = session, Arn = session.Arn, Kind = "role session" });
        }
        else if (principal.IndexOf(FederatedUser, StringComparison.Ordinal) is > 0 and var at)
        {
            var account = principal.Split(':')[4];
            var federated = Principal.FederatedUser(principal[(at + FederatedUser.Length)..], $"arn:aws:iam::{account}:root", account);
            _principals.Add(new ImpactPrincipal(federated, federated.Arn, "federated user"));
        }
    }
}
