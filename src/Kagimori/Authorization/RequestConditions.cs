using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kagimori.Identities;
using Kagimori.Operations;
using Kagimori.Policies;
using static Kagimori.Authorization.ConditionAnswer;

namespace Kagimori.Authorization;

/// <summary>The request context that condition keys are read from, for one target of one request.</summary>
/// <remarks>Values are computed when a policy asks for them: most requests are decided without a single condition.</remarks>
public sealed class RequestConditions(Exchange exchange) : IConditionContext
{
    /// <summary>The target being decided.</summary>
    public AccessTarget? Target { get; set; }

    public bool TryGet(ConditionKey key, out ConditionValues values)
    {
        // AWS does not have these for every action, and a policy may ask whether they are there.
        if (key.Known is WellKnownKey.KmsCallerAccount or WellKnownKey.KmsViaService && !Supplies(Target!, key)) return One(null, out values);
        // Where a trusted caller speaks, the connection does not: a key that it leaves out is absent.
        if (exchange.Forwarded is { } forwarded && forwarded.TryGet(key.Known, exchange.Region, exchange.Organizations, out values) is { } present) return present;
        return TryGetGlobal(key, out values) || TryGetPrincipal(key, out values) || TryGetWebIdentity(key, out values) || TryGetKey(key, out values)
            || exchange.Operation!.TryGetCondition(exchange, key, out values);
    }

    private bool TryGetGlobal(ConditionKey key, out ConditionValues values)
    {
        var http = exchange.Http;
        switch (key.Known)
        {
            case WellKnownKey.AwsCurrentTime:
                return One(exchange.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), out values);
            case WellKnownKey.AwsEpochTime:
                return One(exchange.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), out values);
            case WellKnownKey.AwsSecureTransport:
                return One(Flag(http.Request.IsHttps), out values);
            case WellKnownKey.AwsSourceIp:
                return One(Address(http.Connection.RemoteIpAddress), out values);
            case WellKnownKey.AwsUserAgent:
                return One(Header(http.Request.Headers.UserAgent), out values);
            case WellKnownKey.AwsReferer:
                return One(Header(http.Request.Headers.Referer), out values);
            case WellKnownKey.AwsRequestedRegion:
                return One(Target!.Region ?? exchange.Region.ToString(), out values);
            case WellKnownKey.AwsViaAWSService:
            case WellKnownKey.AwsPrincipalIsAWSService:
                return One(Flag(false), out values);
            case WellKnownKey.AwsResourceAccount:
                return One(Target!.ResourceAccount, out values);
            case WellKnownKey.AwsResourceOrgID:
                return One(exchange.Organizations.Find(Target!.ResourceAccount)?.OrganizationId, out values);
            case WellKnownKey.AwsResourceOrgPaths:
                return Many(exchange.Organizations.Find(Target!.ResourceAccount)?.Paths, out values);
            default:
                values = default;
                return false;
        }
    }

    private bool TryGetPrincipal(ConditionKey key, out ConditionValues values)
    {
        var caller = exchange.Caller;
        var principal = caller.Principal;
        switch (key.Known)
        {
            case WellKnownKey.AwsPrincipalArn or WellKnownKey.AwsUserid when principal.Type == PrincipalType.WebIdentity:
                return One(null, out values);
            case WellKnownKey.AwsPrincipalArn:
                return One(principal.IssuerArn is { } issuer && principal.Type == PrincipalType.AssumedRole ? issuer : principal.Arn, out values);
            case WellKnownKey.AwsPrincipalAccount:
                return One(principal.AccountId, out values);
            case WellKnownKey.AwsPrincipalOrgID:
                return One(exchange.Organizations.Find(principal.AccountId)?.OrganizationId, out values);
            case WellKnownKey.AwsPrincipalOrgPaths:
                return Many(exchange.Organizations.Find(principal.AccountId)?.Paths, out values);
            case WellKnownKey.AwsPrincipalType:
                return One(TypeName(principal.Type), out values);
            case WellKnownKey.AwsPrincipalTag:
                return One(key.Suffix is { } tag ? caller.Tags.GetValueOrDefault(tag) : null, out values);
            case WellKnownKey.AwsUserid:
                return One(principal.UniqueId, out values);
            case WellKnownKey.AwsUsername:
                return One(principal.Type == PrincipalType.User ? caller.EntityName : null, out values);
            case WellKnownKey.AwsTokenIssueTime:
                return One(caller.Session?.IssuedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), out values);
            case WellKnownKey.AwsMultiFactorAuthPresent:
                return One(exchange.MultiFactorAt is null && caller.Session is null ? null : Flag(MultiFactorAt is not null), out values);
            case WellKnownKey.AwsMultiFactorAuthAge:
                return One(MultiFactorAt is { } at ? ((long)(exchange.Now - at).TotalSeconds).ToString(CultureInfo.InvariantCulture) : null, out values);
            case WellKnownKey.AwsFederatedProvider:
                return One(caller.Session?.WebIdentity?.ProviderArn, out values);
            case WellKnownKey.AwsSourceIdentity:
                return One(caller.Session?.SourceIdentity, out values);
            case WellKnownKey.KmsCallerAccount:
                return One(principal.AccountId, out values);
            default:
                values = default;
                return false;
        }
    }

    // ISSUER:aud and the like: of the token that is being presented, and of the one that led to the session.
    private bool TryGetWebIdentity(ConditionKey key, out ConditionValues values)
    {
        values = default;
        if (key.Known != WellKnownKey.Unknown || (exchange.WebIdentityToken?.Identity ?? exchange.Caller.Session?.WebIdentity) is not { } identity) return false;
        var name = key.Text.AsSpan();
        if (name.Length <= identity.Issuer.Length || name[identity.Issuer.Length] != ':'
            || !name.StartsWith(identity.Issuer, StringComparison.OrdinalIgnoreCase)) return false;
        return name[(identity.Issuer.Length + 1)..].ToString().ToLowerInvariant() switch
        {
            "aud" => One(identity.Audience, out values),
            "oaud" => One(identity.TokenAudience, out values),
            "azp" => One(identity.AuthorizedParty, out values),
            "sub" => One(identity.Subject, out values),
            "email" => One(identity.Email, out values),
            "amr" => Many(identity.Methods, out values),
            _ => false,
        };
    }

    // With this very request, or when the caller got its temporary credentials. Sessions of roles do not know of it, as with AWS.
    private DateTimeOffset? MultiFactorAt => exchange.MultiFactorAt ?? exchange.Caller.Session?.MultiFactorAt;

    private bool TryGetKey(ConditionKey key, out ConditionValues values)
    {
        var target = Target!;
        switch (key.Known)
        {
            case WellKnownKey.KmsEncryptionContext:
                return One(FindIgnoringCase(target.EncryptionContext, key.Suffix), out values);
            case WellKnownKey.KmsEncryptionContextKeys:
                return Many(target.EncryptionContext is { Count: > 0 } context ? [.. context.Keys] : null, out values);
            case WellKnownKey.KmsEncryptionAlgorithm:
                return One(target.EncryptionAlgorithm, out values);
            case WellKnownKey.KmsRequestAlias:
                return One(target.RequestAlias?.ToString(), out values);
            case WellKnownKey.KmsRecipientAttestation:
                return One(exchange.Attestation?.FindMeasurement(key.Suffix!), out values);
        }
        values = default;
        if (target.Key is not { } kmsKey) return false;
        var record = kmsKey.Record;
        return key.Known switch
        {
            WellKnownKey.KmsKeySpec or WellKnownKey.KmsCustomerMasterKeySpec => One(record.Spec, out values),
            WellKnownKey.KmsKeyUsage or WellKnownKey.KmsCustomerMasterKeyUsage => One(record.Usage, out values),
            WellKnownKey.KmsKeyOrigin => One(record.Origin, out values),
            WellKnownKey.KmsMultiRegion => One(Flag(record.MultiRegion is not null), out values),
            WellKnownKey.KmsMultiRegionKeyType => One(record.MultiRegionKeyType, out values),
            WellKnownKey.KmsResourceAliases => Many(kmsKey.Aliases.Count > 0 ? kmsKey.Aliases : null, out values),
            WellKnownKey.AwsResourceTag => One(key.Suffix is { } tag ? kmsKey.FindTag(tag) : null, out values),
            WellKnownKey.KmsTrailingDaysWithoutKeyUsage => One(DaysSince(target.UnusedSince), out values),
            _ => false,
        };
    }

    // Whole days, rounded down.
    private string? DaysSince(DateTimeOffset? time) => time is { } since ? ConditionText.Of((int)(exchange.Now - since).TotalDays) : null;

    private static bool Supplies(AccessTarget target, ConditionKey key) =>
        target.Key is not null || (KmsActions.Find(target.Action)?.Supplies(key) == true && !target.Resource.Contains(":alias/", StringComparison.Ordinal));

    // Without the scope of a link-local address, which is this machine's own name for a network and no part of the address.
    private static string? Address(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 } => new IPAddress(address.GetAddressBytes()).ToString(),
        _ => address.ToString(),
    };

    private static string? FindIgnoringCase(IReadOnlyDictionary<string, string>? pairs, string? name)
    {
        if (pairs is null || name is null) return null;
        if (pairs.TryGetValue(name, out var exact)) return exact;
        foreach (var (key, value) in pairs)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
        }
        return null;
    }

    private static string? Header(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 0 ? null : header.ToString();

    private static string Flag(bool value) => value ? "true" : "false";

    private static string TypeName(PrincipalType type) => type switch
    {
        PrincipalType.Root => "Account",
        PrincipalType.User => "User",
        PrincipalType.AssumedRole => "AssumedRole",
        PrincipalType.FederatedUser => "FederatedUser",
        PrincipalType.Service => "Service",
        _ => "Anonymous",
    };
}
