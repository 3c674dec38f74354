namespace Kagimori.Audit;

/// <summary>CloudTrail's <c>userIdentity</c>: who asked. Immutable, so a caller's snapshot keeps one and its JSON is made once.</summary>
public sealed class AuditIdentity(AuditIdentityType type)
{
    private byte[]? _json;

    public AuditIdentityType Type { get; } = type;

    public string? PrincipalId { get; init; }

    public string? Arn { get; init; }

    public string? AccountId { get; init; }

    /// <summary>The access key that signed; for an unauthenticated request the one it claimed.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The IAM user's name. CloudTrail has none for an assumed role: it is the session issuer's.</summary>
    public string? UserName { get; init; }

    /// <summary>For web identity and SAML.</summary>
    public string? IdentityProvider { get; init; }

    /// <summary>The service that acted by itself.</summary>
    public string? InvokedBy { get; init; }

    public AuditSession? Session { get; init; }

    /// <summary>The element as JSON.</summary>
    internal ReadOnlySpan<byte> Json => _json ??= AuditJson.Identity(this);

    public static AuditIdentity Root(string accountId, string arn, string? accessKeyId, AuditSession? session = null) => new(AuditIdentityType.Root)
    {
        PrincipalId = accountId, Arn = arn, AccountId = accountId, AccessKeyId = accessKeyId, Session = session,
    };

    public static AuditIdentity User(string principalId, string arn, string accountId, string? accessKeyId, string userName, AuditSession? session = null) =>
        new(AuditIdentityType.IAMUser)
        {
            PrincipalId = principalId, Arn = arn, AccountId = accountId, AccessKeyId = accessKeyId, UserName = userName, Session = session,
        };

    /// <param name="principalId">The role's id, a colon, the session name.</param>
    public static AuditIdentity AssumedRole(
        string principalId, string arn, string accountId, string? accessKeyId, AuditSession session) =>
        new(AuditIdentityType.AssumedRole)
        {
            PrincipalId = principalId, Arn = arn, AccountId = accountId, AccessKeyId = accessKeyId, Session = session,
        };

    /// <param name="principalId">The account, a colon, the federated user's name.</param>
    public static AuditIdentity FederatedUser(
        string principalId, string arn, string accountId, string? accessKeyId, AuditSession session) =>
        new(AuditIdentityType.FederatedUser)
        {
            PrincipalId = principalId, Arn = arn, AccountId = accountId, AccessKeyId = accessKeyId, Session = session,
        };

    /// <param name="principalId">The provider's ARN, the audience and the subject, with colons between.</param>
    /// <param name="userName">The subject.</param>
    public static AuditIdentity WebIdentity(string principalId, string userName, string providerArn) => new(AuditIdentityType.WebIdentityUser)
    {
        PrincipalId = principalId, UserName = userName, IdentityProvider = providerArn,
    };

    /// <summary>No one proved who they are; the access key is a claim, null when there was not even that.</summary>
    public static AuditIdentity Unauthenticated(string? claimedAccessKeyId = null) =>
        new(AuditIdentityType.Unknown) { AccessKeyId = claimedAccessKeyId };

    /// <summary>Another service that asks for itself.</summary>
    public static AuditIdentity OfService(string name) => new(AuditIdentityType.AWSService) { InvokedBy = name };

    /// <summary>The same identity, through a service that asks on its behalf; no access key of its own has signed.</summary>
    public AuditIdentity Through(string service) => new(Type)
    {
        PrincipalId = PrincipalId, Arn = Arn, AccountId = AccountId, UserName = UserName,
        IdentityProvider = IdentityProvider, Session = Session, InvokedBy = service,
    };

    /// <summary>The service itself, for an account's sake; null where it is for no account in particular.</summary>
    public static AuditIdentity Service(string? accountId) =>
        new(AuditIdentityType.AWSService) { AccountId = accountId, InvokedBy = "AWS Internal" };
}
