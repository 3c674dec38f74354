using Kagimori.Identities;
using Kagimori.Operations.Identities;
using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Gives the caller a session of a role, of its own or another account: the role's trust policy must name the caller, or its account and the caller's policies the role.</summary>
internal static class AssumeRole
{
    public const int DefaultSeconds = 3_600;
    private const int MaxChainedSeconds = 3_600;
    private const string ReservedPrefix = "aws:";

    public static readonly Shape<QueryParameters> Shape = new(
        Query.Text("RoleArn", Sts.ArnType, isRequired: true),
        Query.Text("RoleSessionName", Sts.RoleSessionNameType, isRequired: true),
        Query.List("PolicyArns", "arn", Sts.PolicyDescriptorListType),
        Query.Text("Policy", Sts.SessionPolicyDocumentType),
        Query.Number("DurationSeconds", Sts.RoleDurationSecondsType),
        Sts.Tags(),
        Query.List("TransitiveTagKeys", Sts.TagKeyListType),
        Query.Text("ExternalId", Sts.ExternalIdType),
        Query.Text("SerialNumber", Sts.SerialNumberType),
        Query.Text("TokenCode", Sts.TokenCodeType),
        Query.Text("SourceIdentity", Sts.SourceIdentityType));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters request)
    {
        if (exchange.Caller.IsRoot) return SessionRefusals.RootCannotAssume();
        if (exchange.Caller.Session?.FederatedName is not null) return SessionRefusals.SessionCredentials("AssumeRole");
        var arn = request.Text("RoleArn")!;
        if (!RoleLookup.TryGetAccount(arn, out _)) return SessionRefusals.InvalidRoleArn(arn);
        if (await MultiFactor.VerifyAsync(exchange, request) is { } mfa) return mfa;
        if (await RoleLookup.FindAsync(exchange, arn) is not { } role) return SessionRefusals.RoleDenied(exchange.Caller.Principal.Arn, arn);
        var chained = ChainedFrom(exchange);
        RoleLookup.AddTarget(exchange, role, arn, "sts:AssumeRole");
        // What a chain of roles hands on must be admitted by each role as if it were passed anew.
        if (request.Tags() is { Count: > 0 } || request.List("TransitiveTagKeys") is { Count: > 0 } || PassedSession.Inherited(chained).Count > 0)
            RoleLookup.AddTarget(exchange, role, arn, "sts:TagSession");
        if (SourceIdentity(exchange, request) is not null) RoleLookup.AddTarget(exchange, role, arn, "sts:SetSourceIdentity");
        return null;
    }

    public static bool Condition(Exchange exchange, QueryParameters request, ConditionKey key, out ConditionValues values)
    {
        if (RequestTags.TryGet(request.Tags(), key, out values)) return true;
        if (EntityConditions.ResourceTag(EntityKinds.Role, exchange, key, out values)) return true;
        if (key.Known == WellKnownKey.StsTransitiveTagKeys)
        {
            var keys = request.List("TransitiveTagKeys")?.OfType<string>().ToArray();
            values = keys is { Length: > 0 } ? new ConditionValues(keys) : default;
            return keys is { Length: > 0 };
        }
        var value = key.Known switch
        {
            WellKnownKey.StsExternalId => request.Text("ExternalId"),
            WellKnownKey.StsRoleSessionName => request.Text("RoleSessionName"),
            WellKnownKey.StsSourceIdentity => SourceIdentity(exchange, request),
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters request)
    {
        // The role as it was when it was decided on.
        var stored = (Stored<RoleRecord>)exchange.Targets[0].Entity!;
        var role = stored.Value;
        var account = AccountId.Parse(stored.Key.Partition);
        var chained = ChainedFrom(exchange);
        var seconds = request.Number("DurationSeconds") ?? DefaultSeconds;
        if (seconds > role.MaxSessionDuration) return SessionRefusals.LongerThanRole();
        if (chained is not null && seconds > MaxChainedSeconds) return SessionRefusals.LongerThanChain();
        if (request.Text("SourceIdentity") is { } identity)
        {
            if (identity.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)) return SessionRefusals.ReservedSourceIdentity();
            if (chained?.SourceIdentity is { } before && before != identity) return SessionRefusals.AnotherSourceIdentity();
        }
        var passed = await PassedSession.ReadAsync(exchange, request, account, request.Tags(), request.List("TransitiveTagKeys"), chained);
        if (passed.Refusal is { } refusal) return refusal;
        var bare = TemporaryCredentials.OfRole(exchange, account, role, request.Text("RoleSessionName")!, seconds) with
        {
            SourceIdentity = SourceIdentity(exchange, request),
        };
        var session = passed.Value!.AddTo(bare, out var percent);
        if (session.Refusal is { } tooLarge) return tooLarge;
        return new QueryResult(
            TemporaryCredentials.Element(exchange, session.Value!),
            TemporaryCredentials.AssumedRoleUser(bare),
            percent is { } size ? QueryElement.Number("PackedPolicySize", size) : null,
            QueryElement.Text("SourceIdentity", bare.SourceIdentity));
    }

    // A session of the user's own begins no chain.
    private static SessionRecord? ChainedFrom(Exchange exchange) => exchange.Caller.Session is { RoleSessionName: not null } session ? session : null;

    private static string? SourceIdentity(Exchange exchange, QueryParameters request) =>
        request.Text("SourceIdentity") ?? ChainedFrom(exchange)?.SourceIdentity;
}
