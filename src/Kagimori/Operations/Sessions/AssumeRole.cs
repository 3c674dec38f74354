using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>Gives the caller a session of a role: the role's trust policy must name the caller, or its account and the caller's policies the role.</summary>
internal static class AssumeRole
{
    private const int DefaultSeconds = 3_600;
    private const int MaxChainedSeconds = 3_600;
    private const int MaxPolicyLength = 2_048;
    private const int MaxPolicyArns = 10;
    private const string RolePrefix = "arn:aws:iam::";

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
        var arn = request.Text("RoleArn")!;
        if (exchange.Caller.IsRoot) return Refusals.QueryAccessDenied("Roles may not be assumed by root accounts.");
        var role = await FindAsync(exchange, arn);
        // A role that does not exist is answered as one that does not trust the caller.
        if (role is null) return Denied(exchange, arn);
        AddTarget(exchange, role, "sts:AssumeRole");
        if (request.Tags() is not null) AddTarget(exchange, role, "sts:TagSession");
        return null;
    }

    public static bool Condition(Exchange exchange, QueryParameters request, ConditionKey key, out ConditionValues values)
    {
        if (RequestTags.TryGet(request.Tags(), key, out values)) return true;
        var value = key.Known switch
        {
            WellKnownKey.StsExternalId => request.Text("ExternalId"),
            WellKnownKey.StsRoleSessionName => request.Text("RoleSessionName"),
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters request)
    {
        if (RefuseUnsupported(request) is { } unsupported) return unsupported;
        var arn = request.Text("RoleArn")!;
        if ((await FindAsync(exchange, arn))?.Value is not { } role) return Denied(exchange, arn);
        var seconds = request.Number("DurationSeconds") ?? DefaultSeconds;
        if (seconds > role.MaxSessionDuration)
            return Refusals.QueryValidation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        if (exchange.Caller.Session is { RoleSessionName: not null } && seconds > MaxChainedSeconds)
            return Refusals.QueryValidation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
        var policyText = request.Text("Policy");
        if (policyText is not null && !Policy.TryParse(policyText, PolicyGrammar.SessionPolicy, out _, out var error))
            return Refusals.MalformedPolicyDocument(error!.Message);
        if (policyText?.Length > MaxPolicyLength)
            return Refusals.PackedPolicyTooLarge($"The session policy is longer than {MaxPolicyLength} characters.");
        var policyArns = request.List("PolicyArns", "arn")?.OfType<string>().ToArray();
        if (policyArns?.Length > MaxPolicyArns) return Refusals.PackedPolicyTooLarge($"There are more than {MaxPolicyArns} managed session policies.");
        if (await MissingPolicyAsync(exchange, policyArns) is { } missing) return Refusals.MalformedPolicyDocument($"Policy {missing} does not exist.");

        var name = request.Text("RoleSessionName")!;
        var session = TemporaryCredentials.Create(exchange, role.Name, role.Id, name, seconds) with
        {
            Policy = policyText,
            PolicyArns = policyArns,
            Tags = request.Tags()?.ToDictionary(tag => tag.Key!, tag => tag.Value!),
        };
        return new QueryResult(
            TemporaryCredentials.Element(exchange, session),
            QueryElement.Structure("AssumedRoleUser",
                QueryElement.Text("AssumedRoleId", $"{role.Id}:{name}"),
                QueryElement.Text("Arn", $"arn:aws:sts::{exchange.Caller.Account}:assumed-role/{role.Name}/{name}")),
            policyText is null && policyArns is null ? null : QueryElement.Number("PackedPolicySize", PackedSize(policyText, policyArns)));
    }

    private static void AddTarget(Exchange exchange, Stored<RoleRecord> role, string action) => exchange.AddTarget(new AccessTarget
    {
        Action = action,
        Resource = role.Value.ArnIn(exchange.Caller.Account),
        ResourceAccount = exchange.Caller.Account.ToString(),
        ResourcePolicy = new AttachedPolicy(
            CompiledPolicies.Get(role.Value.TrustPolicy, PolicyGrammar.TrustPolicy), "trust", null, PolicySource.TrustPolicy),
    });

    // Roles of the caller's own account; a role of another account is refused like one that does not exist.
    private static async ValueTask<Stored<RoleRecord>?> FindAsync(Exchange exchange, string arn)
    {
        var account = exchange.Caller.Account;
        if (!arn.StartsWith($"{RolePrefix}{account}:role/", StringComparison.Ordinal)) return null;
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        var role = await IdentityRecords.Roles.FindAsync(exchange.Engine.Store, account.ToString(), IdentityRecords.IdOf(name));
        return role?.Value.ArnIn(account) == arn ? role : null;
    }

    private static Refusal Denied(Exchange exchange, string arn) =>
        Refusals.QueryAccessDenied($"User: {exchange.Caller.Principal.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}");

    private static Refusal? RefuseUnsupported(QueryParameters request)
    {
        if (request.Text("SourceIdentity") is not null) return Refusals.QueryValidation("SourceIdentity is not supported by this version.");
        if (request.List("TransitiveTagKeys") is not null) return Refusals.QueryValidation("TransitiveTagKeys is not supported by this version.");
        return request.Text("SerialNumber") is null && request.Text("TokenCode") is null
            ? null
            : Refusals.QueryAccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.");
    }

    private static async ValueTask<string?> MissingPolicyAsync(Exchange exchange, string[]? arns)
    {
        foreach (var arn in arns ?? [])
        {
            var account = exchange.Caller.Account;
            var name = arn[(arn.LastIndexOf('/') + 1)..];
            var policy = await IdentityRecords.ManagedPolicies.FindAsync(exchange.Engine.Store, account.ToString(), IdentityRecords.IdOf(name));
            if (policy?.Value.ArnIn(account) != arn) return arn;
        }
        return null;
    }

    // Percent of the session token's room that the policies take.
    private static int PackedSize(string? policy, string[]? arns) =>
        Math.Clamp(((policy?.Length ?? 0) + (arns?.Sum(arn => arn.Length) ?? 0)) * 100 / 4096, 1, 100);
}
