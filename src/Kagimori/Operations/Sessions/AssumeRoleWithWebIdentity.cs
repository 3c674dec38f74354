using Kagimori.Cryptography;
using Kagimori.Federation;
using Kagimori.Identities;
using Kagimori.Operations.Identities;
using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Gives whoever bears a token of an OpenID Connect provider a session of a role that trusts the provider. The request is not signed: the token proves who asks.</summary>
internal static class AssumeRoleWithWebIdentity
{
    private const string Action = "sts:AssumeRoleWithWebIdentity";

    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("RoleArn", Sts.ArnType, isRequired: true),
        Query.Text("RoleSessionName", Sts.RoleSessionNameType, isRequired: true),
        Query.Text("WebIdentityToken", Sts.ClientTokenType, isRequired: true),
        Query.Text("ProviderId", Sts.UrlType),
        Query.List("PolicyArns", "arn", Sts.PolicyDescriptorListType),
        Query.Text("Policy", Sts.LimitedSessionPolicyDocumentType),
        Query.Number("DurationSeconds", Sts.RoleDurationSecondsType));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters request)
    {
        if (request.Text("ProviderId") is { } providerId) return FederationRefusals.UnknownProviderId(providerId);
        var arn = request.Text("RoleArn")!;
        if (!RoleLookup.TryGetAccount(arn, out var account)) return FederationRefusals.InvalidRoleArn();
        var verified = await exchange.Engine.WebIdentityTokens.VerifyAsync(account, request.Text("WebIdentityToken")!, exchange.Now);
        if (verified.Refusal is { } refusal) return refusal;
        var token = verified.Value!;
        exchange.WebIdentityToken = token;
        exchange.Authenticated = CallerOf(exchange, account, token.Identity);
        if (await RoleLookup.FindAsync(exchange, arn) is not { } role) return FederationRefusals.NotAuthorized(Action);
        RoleLookup.AddTarget(exchange, role, arn, Action);
        if (token.Tags is not null || token.TransitiveTagKeys is not null) RoleLookup.AddTarget(exchange, role, arn, "sts:TagSession");
        if (token.SourceIdentity is not null) RoleLookup.AddTarget(exchange, role, arn, "sts:SetSourceIdentity");
        return null;
    }

    public static bool Condition(Exchange exchange, QueryParameters request, ConditionKey key, out ConditionValues values)
    {
        var token = exchange.WebIdentityToken!;
        if (RequestTags.TryGet(token.Tags, key, out values)) return true;
        if (EntityConditions.ResourceTag(EntityKinds.Role, exchange, key, out values)) return true;
        if (key.Known == WellKnownKey.StsTransitiveTagKeys)
        {
            values = token.TransitiveTagKeys is null ? default : new ConditionValues(token.TransitiveTagKeys);
            return token.TransitiveTagKeys is not null;
        }
        var value = key.Known switch
        {
            WellKnownKey.StsRoleSessionName => request.Text("RoleSessionName"),
            WellKnownKey.StsSourceIdentity => token.SourceIdentity,
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters request)
    {
        var token = exchange.WebIdentityToken!;
        var stored = (Stored<RoleRecord>)exchange.Targets[0].Entity!;
        var account = exchange.Caller.Account;
        var seconds = request.Number("DurationSeconds") ?? AssumeRole.DefaultSeconds;
        if (seconds > stored.Value.MaxSessionDuration) return SessionRefusals.LongerThanRole();
        var passed = await PassedSession.ReadAsync(exchange, request, account, token.Tags, token.TransitiveTagKeys);
        if (passed.Refusal is { } refusal) return refusal;
        var bare = TemporaryCredentials.OfRole(exchange, account, stored.Value, request.Text("RoleSessionName")!, seconds) with
        {
            SourceIdentity = token.SourceIdentity,
            WebIdentity = token.Identity,
        };
        var session = passed.Value!.AddTo(bare, out var percent);
        if (session.Refusal is { } tooLarge) return tooLarge;
        return new QueryResult(
            QueryElement.Text("SubjectFromWebIdentityToken", token.Identity.Subject),
            QueryElement.Text("Audience", token.Identity.Audience),
            TemporaryCredentials.AssumedRoleUser(bare),
            TemporaryCredentials.Element(exchange, session.Value!),
            percent is { } size ? QueryElement.Number("PackedPolicySize", size) : null,
            QueryElement.Text("Provider", token.Identity.ProviderArn),
            QueryElement.Text("SourceIdentity", token.SourceIdentity));
    }

    // A web identity has no access key: its secret is chance that nobody knows and nothing asks for.
    private static CallerSnapshot CallerOf(Exchange exchange, AccountId account, WebIdentity identity) => new()
    {
        Principal = Principal.WebIdentity(identity.ProviderArn, identity.Audience, identity.Subject),
        Account = account,
        AccessKeyId = "",
        SecretAccessKey = KeyMaterial.Random(RootKey.Size, exchange.Engine.Random),
        IdentityPolicies = [],
        Tags = new Dictionary<string, string>(),
        EntityName = identity.Subject,
    };
}
