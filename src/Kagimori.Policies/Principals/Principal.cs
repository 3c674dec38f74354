namespace Kagimori.Policies;

/// <summary>Who calls now. Immutable; partition aws.</summary>
public sealed class Principal
{
    private Principal(PrincipalType type, string arn, string? accountId, string uniqueId)
    {
        Type = type;
        Arn = arn;
        AccountId = accountId;
        UniqueId = uniqueId;
    }

    /// <summary>The caller that has no signature at all.</summary>
    public static Principal Anonymous { get; } = new(PrincipalType.Anonymous, "anonymous", null, "anonymous");

    public PrincipalType Type { get; }

    /// <summary>The ARN as messages show it: the session's ARN for sessions, the service's name for a service.</summary>
    public string Arn { get; }

    /// <summary>Null for services, web identities and anonymous callers.</summary>
    public string? AccountId { get; }

    /// <summary>Root: account id. User: AIDA…. Session: AROA…:name. Federated user: account:name.</summary>
    public string UniqueId { get; }

    /// <summary>The role's ARN with its path for a session of a role, the creating user's ARN for a federated user, the provider's ARN for a web identity, else null.</summary>
    public string? IssuerArn { get; private init; }

    /// <summary>The role's AROA… or the creating user's AIDA…, else null.</summary>
    public string? IssuerUniqueId { get; private init; }

    public string? SessionName { get; private init; }

    /// <summary>Whether no identity policies stand behind the caller, because it is the root user, or a federated user whom the root user made.</summary>
    internal bool IsOfRoot => Type == PrincipalType.Root || (Type == PrincipalType.FederatedUser && IssuerUniqueId == AccountId);

    public static Principal Root(string accountId) =>
        new(PrincipalType.Root, $"arn:aws:iam::{accountId}:root", accountId, accountId);

    /// <param name="arn"><c>arn:aws:iam::account:user/path/Name</c></param>
    /// <param name="uniqueId">AIDA…</param>
    public static Principal User(string arn, string uniqueId) =>
        new(PrincipalType.User, arn, AccountOf(arn), uniqueId);

    /// <param name="roleArn"><c>arn:aws:iam::account:role/path/Name</c></param>
    /// <param name="roleUniqueId">AROA…</param>
    public static Principal AssumedRole(string roleArn, string roleUniqueId, string sessionName)
    {
        var account = AccountOf(roleArn);
        var name = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        return new(PrincipalType.AssumedRole, $"arn:aws:sts::{account}:assumed-role/{name}/{sessionName}", account, $"{roleUniqueId}:{sessionName}")
        {
            IssuerArn = roleArn,
            IssuerUniqueId = roleUniqueId,
            SessionName = sessionName,
        };
    }

    /// <param name="issuerArn">The user, or the root user, that called GetFederationToken.</param>
    public static Principal FederatedUser(string name, string issuerArn, string issuerUniqueId)
    {
        var account = AccountOf(issuerArn);
        return new(PrincipalType.FederatedUser, $"arn:aws:sts::{account}:federated-user/{name}", account, $"{account}:{name}")
        {
            IssuerArn = issuerArn,
            IssuerUniqueId = issuerUniqueId,
            SessionName = name,
        };
    }

    /// <summary>Whoever bears a token of an OpenID Connect provider; of no account, until it has assumed a role.</summary>
    public static Principal WebIdentity(string providerArn, string audience, string subject)
    {
        var id = $"{providerArn}:{audience}:{subject}";
        return new(PrincipalType.WebIdentity, id, null, id) { IssuerArn = providerArn, SessionName = subject };
    }

    /// <param name="name">For example <c>s3.amazonaws.com</c>.</param>
    public static Principal Service(string name) => new(PrincipalType.Service, name, null, name);

    public override string ToString() => Arn;

    private static string AccountOf(string arn)
    {
        var parts = ArnParts.Of(arn.AsSpan());
        return parts.IsArn ? arn[parts.Account] : throw new ArgumentException($"{arn} is not an ARN.", nameof(arn));
    }
}
