using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Grants;

/// <summary>Creates a grant: lets a principal use a key for some operations without a change of any policy.</summary>
internal static class CreateGrant
{
    private const int MaxGrants = 50_000;

    public static readonly Shape<CreateGrantRequest> Shape = new(
        Kms.Text<CreateGrantRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.TextUnless<CreateGrantRequest>("GranteePrincipal", r => r.GranteePrincipal, Kms.PrincipalIdType, r => r.GranteeServicePrincipal),
        Kms.Text<CreateGrantRequest>("GranteeServicePrincipal", r => r.GranteeServicePrincipal, Kms.ServicePrincipalType),
        Kms.Text<CreateGrantRequest>("RetiringPrincipal", r => r.RetiringPrincipal, Kms.PrincipalIdType),
        Kms.Text<CreateGrantRequest>("RetiringServicePrincipal", r => r.RetiringServicePrincipal, Kms.ServicePrincipalType),
        Kms.List<CreateGrantRequest>("Operations", r => r.Operations, Kms.GrantOperationList, isRequired: true),
        new GrantConstraints.Member<CreateGrantRequest>(r => r.Constraints),
        Kms.GrantTokens<CreateGrantRequest>(r => r.GrantTokens),
        Kms.Text<CreateGrantRequest>("Name", r => r.Name, Kms.GrantNameType),
        Kms.Flag<CreateGrantRequest>("DryRun", r => r.DryRun));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, CreateGrantRequest request)
    {
        var requested = Read(exchange, request);
        if (await KeyResolution.ByKeyOnly(exchange, request.KeyId!, GrantConstraints.PairsOf(requested)) is { } refusal) return refusal;
        exchange.Targets[0].RequestedGrant = requested with
        {
            KeyId = exchange.Key.Record.Id,
            // A service is of no account: its grants are as the key owner's own.
            IssuingAccount = exchange.Caller.Principal.AccountId ?? exchange.Key.Record.Account,
        };
        return null;
    }

    public static bool Condition(Exchange exchange, CreateGrantRequest request, ConditionKey key, out ConditionValues values)
    {
        if (key.Known == WellKnownKey.KmsGrantOperations)
        {
            values = new ConditionValues(exchange.Targets[0].RequestedGrant!.Operations);
            return true;
        }
        var value = key.Known switch
        {
            WellKnownKey.KmsGranteePrincipal => request.GranteePrincipal,
            WellKnownKey.KmsGranteeServicePrincipal => request.GranteeServicePrincipal,
            WellKnownKey.KmsRetiringPrincipal => request.RetiringPrincipal,
            WellKnownKey.KmsRetiringServicePrincipal => request.RetiringServicePrincipal,
            WellKnownKey.KmsGrantConstraintSourceArn => request.Constraints?.SourceArn,
            WellKnownKey.KmsGrantConstraintType => GrantConstraints.TypeOf(exchange.Targets[0].RequestedGrant!),
            WellKnownKey.KmsGrantIsForAWSResource => ListGrants.IsForAwsResource(exchange),
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<CreateGrantResponse>> PerformAsync(Exchange exchange, CreateGrantRequest request)
    {
        var key = exchange.Key;
        if (GrantOperations.Check(key, request.Operations!) is { } unfit) return unfit;
        if (request.Constraints?.Check(key) is { } constraints) return constraints;
        if (CheckPrincipals(request) is { } ambiguous) return ambiguous;
        var grantee = await GrantPrincipal.BindAsync(exchange, request.GranteePrincipal, "GranteePrincipal", request.GranteeServicePrincipal);
        if (grantee.Refusal is { } noGrantee) return noGrantee;
        var grant = exchange.Targets[0].RequestedGrant! with { Grantee = grantee.Value! };
        if ((request.RetiringPrincipal ?? request.RetiringServicePrincipal) is not null)
        {
            var retiring = await GrantPrincipal.BindAsync(exchange, request.RetiringPrincipal, "RetiringPrincipal", request.RetiringServicePrincipal);
            if (retiring.Refusal is { } noRetiring) return noRetiring;
            grant = grant with { Retiring = retiring.Value! };
        }
        if (request.Name is not null && key.Grants.FirstOrDefault(existing => IsSame(existing.Record, grant)) is { } known) return Answer(exchange, key, known.Record);
        if (key.Grants.Count >= MaxGrants) return Refusals.LimitExceeded($"A KMS key has at most {MaxGrants} grants.");
        GrantChanges.Create(exchange.Changes, key.Arn, grant);
        // Two requests of one name at the same time make one grant, because one of them comes second; and no grant outlives its key.
        if (request.Name is not null) KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record);
        else exchange.Changes.Require(key.Stored.Key, key.Stored.Version);
        return Answer(exchange, key, grant);
    }

    private static Refusal? CheckPrincipals(CreateGrantRequest request)
    {
        if (request.GranteePrincipal is not null && request.GranteeServicePrincipal is not null) return GrantPrincipal.OneOf("GranteePrincipal", "GranteeServicePrincipal");
        if (request.RetiringPrincipal is not null && request.RetiringServicePrincipal is not null) return GrantPrincipal.OneOf("RetiringPrincipal", "RetiringServicePrincipal");
        if (request.GranteeServicePrincipal is null) return null;
        if (request.Constraints?.SourceArn is null) return Refusals.Validation("A SourceArn constraint is required when GranteeServicePrincipal is specified.");
        return (request.RetiringPrincipal ?? request.RetiringServicePrincipal) is null
            ? Refusals.Validation("RetiringPrincipal or RetiringServicePrincipal is required when GranteeServicePrincipal is specified.") : null;
    }

    private static CreateGrantResponse Answer(Exchange exchange, KeySnapshot key, GrantRecord grant) =>
        new() { GrantToken = exchange.Engine.GrantTokens.Create(key.Arn, grant.Id), GrantId = grant.Id };

    // What the request says before its key and its principals are looked at.
    private static GrantRecord Read(Exchange exchange, CreateGrantRequest request)
    {
        Span<byte> id = stackalloc byte[32];
        exchange.Engine.Random.Fill(id);
        var constraints = request.Constraints?.WithoutEmptyCompanion();
        return new GrantRecord
        {
            Id = Convert.ToHexStringLower(id),
            KeyId = "",
            Name = request.Name ?? "",
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(exchange.Now.ToUnixTimeSeconds()),
            Grantee = "",
            IssuingAccount = exchange.Caller.Account.ToString(),
            Operations = [.. request.Operations!.Select(operation => operation!).Distinct(StringComparer.Ordinal)],
            ContextEquals = constraints?.EncryptionContextEquals,
            ContextSubset = constraints?.EncryptionContextSubset,
            SourceArn = constraints?.SourceArn,
        };
    }

    private static bool IsSame(GrantRecord left, GrantRecord right) =>
        left.Name == right.Name && left.Grantee == right.Grantee && left.Retiring == right.Retiring && left.IssuingAccount == right.IssuingAccount
        && left.SourceArn == right.SourceArn
        && left.Operations.ToHashSet().SetEquals(right.Operations) && Same(left.ContextEquals, right.ContextEquals) && Same(left.ContextSubset, right.ContextSubset);

    private static bool Same(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right) =>
        left is null || right is null ? left is null && right is null
            : left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

internal sealed record CreateGrantRequest
{
    public string? KeyId { get; set; }

    public string? GranteePrincipal { get; set; }

    public string? GranteeServicePrincipal { get; set; }

    public string? RetiringPrincipal { get; set; }

    public string? RetiringServicePrincipal { get; set; }

    public IReadOnlyList<string?>? Operations { get; set; }

    public GrantConstraints? Constraints { get; set; }

    public IReadOnlyList<string?>? GrantTokens { get; set; }

    public string? Name { get; set; }

    public bool? DryRun { get; set; }
}

internal sealed record CreateGrantResponse
{
    public required string GrantToken { get; init; }

    public required string GrantId { get; init; }
}
