using System.Buffers;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Authorization;

/// <summary>Binds the principals of a policy to unique ids when it is stored, and shows them as ARNs when it is read.</summary>
/// <remarks>
/// An entity that is deleted and made anew under the same name has another unique id, so that old statements do not
/// apply to it; a statement whose entity is gone shows the bare unique id.
/// </remarks>
/// <param name="pending">Changes that are taken as made: a policy may name a principal that is created together with it.</param>
/// <param name="services">Services of the operator's own that policies may name besides those of AWS.</param>
public sealed class PrincipalBinding(SqliteStore store, ChangeSet? pending = null, IReadOnlySet<string>? services = null)
{
    private static readonly SearchValues<char> ServiceNameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private const string IamPrefix = "arn:aws:iam::";
    private const string StsPrefix = "arn:aws:sts::";
    private const string AssumedRolePrefix = "assumed-role/";

    /// <summary>The policy's text with unique ids, or null when a principal is not valid or does not exist.</summary>
    public async ValueTask<string?> TryBindAsync(Policy policy)
    {
        var bound = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var principal in policy.AwsPrincipals)
        {
            if (bound.ContainsKey(principal)) continue;
            if (await BindAsync(principal) is not { } id) return null;
            bound[principal] = id;
        }
        foreach (var service in policy.ServicePrincipals)
        {
            if (!IsServicePrincipal(service)) return null;
        }
        return policy.MapPrincipals(principal => bound.GetValueOrDefault(principal, principal));
    }

    /// <summary>The first principal for which <see cref="TryBindAsync"/> refuses a policy, with its type as IAM's message writes it.</summary>
    public async ValueTask<(string Type, string Principal)?> FindInvalidAsync(Policy policy)
    {
        foreach (var principal in policy.AwsPrincipals)
        {
            if (await BindAsync(principal) is null) return ("AWS", principal);
        }
        foreach (var service in policy.ServicePrincipals)
        {
            if (!IsServicePrincipal(service)) return ("SERVICE", service);
        }
        return null;
    }

    /// <summary>The stored policy's text as a caller sees it.</summary>
    public async ValueTask<string> ShowAsync(Policy policy)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var principal in policy.AwsPrincipals) shown[principal] = await ShowAsync(principal);
        return policy.MapPrincipals(principal => shown.GetValueOrDefault(principal, principal));
    }

    /// <summary>The bound form of one principal, or null when it is not valid or does not exist.</summary>
    public async ValueTask<string?> BindAsync(string principal)
    {
        if (AccountId.TryParse(principal, out var account)) return await AccountAsync(account) ? account.RootArn : null;
        if (IsUniqueId(principal)) return await FindAsync(UniqueIdOf(principal)) is null ? null : principal;
        if (principal.StartsWith(IamPrefix, StringComparison.Ordinal)) return await BindEntityAsync(principal);
        return principal.StartsWith(StsPrefix, StringComparison.Ordinal) ? await BindSessionAsync(principal) : null;
    }

    // arn:aws:iam::ACCOUNT:root, :user/PATH/NAME or :role/PATH/NAME
    private async ValueTask<string?> BindEntityAsync(string arn)
    {
        if (!TrySplit(arn, IamPrefix, out var account, out var resource)) return null;
        if (resource == "root") return await AccountAsync(account) ? arn : null;
        var name = IdentityRecords.IdOf(resource[(resource.LastIndexOf('/') + 1)..]);
        if (resource.StartsWith("user/", StringComparison.Ordinal))
        {
            var user = await IdentityRecords.Users.FindAsync(store, pending, account.ToString(), name);
            return user?.Value.ArnIn(account) == arn ? user.Value.Id : null;
        }
        var role = await IdentityRecords.Roles.FindAsync(store, pending, account.ToString(), name);
        return role?.Value.ArnIn(account) == arn ? role.Value.Id : null;
    }

    // arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION is bound to the role's id and the session's name;
    // arn:aws:sts::ACCOUNT:federated-user/NAME names no entity and stays as it is.
    private async ValueTask<string?> BindSessionAsync(string arn)
    {
        if (!TrySplit(arn, StsPrefix, out var account, out var resource) || !await AccountAsync(account)) return null;
        if (resource.StartsWith("federated-user/", StringComparison.Ordinal)) return resource.Length > "federated-user/".Length ? arn : null;
        if (!resource.StartsWith(AssumedRolePrefix, StringComparison.Ordinal)) return null;
        var parts = resource[AssumedRolePrefix.Length..].Split('/');
        if (parts is not [{ Length: > 0 } roleName, { Length: > 0 } session]) return null;
        var role = await IdentityRecords.Roles.FindAsync(store, pending, account.ToString(), IdentityRecords.IdOf(roleName));
        return role?.Value.Name == roleName ? $"{role.Value.Id}:{session}" : null;
    }

    /// <summary>A bound principal as a caller sees it: its ARN, or the bare unique id when the entity is gone.</summary>
    public async ValueTask<string> ShowAsync(string principal)
    {
        if (!IsUniqueId(principal) || await FindAsync(UniqueIdOf(principal)) is not { } entity) return principal;
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? entity.Arn : $"{StsPrefix}{entity.Account}:{AssumedRolePrefix}{entity.Name}/{principal[(colon + 1)..]}";
    }

    private async ValueTask<PrincipalRecord?> FindAsync(string uniqueId) =>
        (await IdentityRecords.Principals.FindAsync(store, pending, "", uniqueId))?.Value;

    private async ValueTask<bool> AccountAsync(AccountId account) =>
        await IdentityRecords.Accounts.FindAsync(store, pending, "", account.ToString()) is not null;

    private static bool TrySplit(string arn, string prefix, out AccountId account, out string resource)
    {
        resource = "";
        account = default;
        var rest = arn.AsSpan(prefix.Length);
        var colon = rest.IndexOf(':');
        if (colon < 0 || !AccountId.TryParse(rest[..colon].ToString(), out account)) return false;
        resource = rest[(colon + 1)..].ToString();
        return resource.Length > 0;
    }

    private static bool IsUniqueId(string text) =>
        text.Length >= 16 && (text.StartsWith(UniqueId.User, StringComparison.Ordinal) || text.StartsWith(UniqueId.Role, StringComparison.Ordinal));

    private static string UniqueIdOf(string principal)
    {
        var colon = principal.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? principal : principal[..colon];
    }

    /// <summary>Whether it is a service of AWS or of the operator's own.</summary>
    public bool IsServicePrincipal(string text) => services?.Contains(text) == true || IsAwsService(text);

    private static bool IsAwsService(string text) =>
        text.EndsWith(".amazonaws.com", StringComparison.Ordinal) && text.Length > ".amazonaws.com".Length
        && !text.AsSpan().ContainsAnyExcept(ServiceNameCharacters);
}
