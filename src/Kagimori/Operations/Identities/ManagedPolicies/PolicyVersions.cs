using System.Globalization;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>CreatePolicyVersion, GetPolicyVersion, DeletePolicyVersion, ListPolicyVersions, SetDefaultPolicyVersion.</summary>
internal static class PolicyVersions
{
    public const int MaxVersions = 5;
    public const int MaxSize = 6_144;

    /// <summary>Null for a document that can be a version of a managed policy.</summary>
    public static Refusal? Check(string document) =>
        PolicySize.OfIdentityPolicy(document) > MaxSize
            ? IdentityRefusals.QuotaExceeded("PolicySize", MaxSize)
            : PolicyDocuments.CheckIdentityPolicy(document);

    public static ValueTask<Outcome<QueryResult>> CreateAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity)
    {
        var policy = entity.Value;
        var document = query.Text("PolicyDocument")!;
        if (Check(document) is { } malformed) return new(malformed);
        if (policy.Versions.Count >= MaxVersions) return new(IdentityRefusals.TooManyVersions(MaxVersions));
        var version = new PolicyVersionRecord("v" + policy.NextVersion.ToString(CultureInfo.InvariantCulture), document, exchange.Now);
        var changed = policy with { Versions = [.. policy.Versions, version], NextVersion = policy.NextVersion + 1, UpdatedAt = exchange.Now };
        if (query.Flag("SetAsDefault") == true) changed = changed with { DefaultVersionId = version.Id };
        entity.Update(exchange, changed);
        return new(new QueryResult(ManagedPolicyElement.OfVersion(changed, version, "PolicyVersion", withDocument: false)));
    }

    public static ValueTask<Outcome<QueryResult>> GetAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity) =>
        Find(entity.Value, query) is { } version
            ? new(new QueryResult(ManagedPolicyElement.OfVersion(entity.Value, version, "PolicyVersion", withDocument: true)))
            : new(NotFound(query));

    public static ValueTask<Outcome<QueryResult>> DeleteAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity)
    {
        var policy = entity.Value;
        if (Find(policy, query) is not { } version) return new(NotFound(query));
        if (version.Id == policy.DefaultVersionId) return new(IdentityRefusals.DefaultVersion());
        entity.Update(exchange, policy with { Versions = [.. policy.Versions.Where(other => other.Id != version.Id)], UpdatedAt = exchange.Now });
        return new(QueryResult.None);
    }

    /// <summary>Lists the versions, the newest first.</summary>
    public static ValueTask<Outcome<QueryResult>> ListAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity) =>
        new(EntityListing.InOrder(query, "Versions", [.. entity.Value.Versions.Reverse()],
            version => (int.MaxValue - int.Parse(version.Id.AsSpan(1), CultureInfo.InvariantCulture)).ToString("D10", CultureInfo.InvariantCulture),
            version => ManagedPolicyElement.OfVersion(entity.Value, version, "member", withDocument: false)));

    public static ValueTask<Outcome<QueryResult>> SetDefaultAsync(Exchange exchange, QueryParameters query, Entity<ManagedPolicyRecord> entity)
    {
        if (Find(entity.Value, query) is not { } version) return new(NotFound(query));
        entity.Update(exchange, entity.Value with { DefaultVersionId = version.Id, UpdatedAt = exchange.Now });
        return new(QueryResult.None);
    }

    private static PolicyVersionRecord? Find(ManagedPolicyRecord policy, QueryParameters query) =>
        policy.Versions.FirstOrDefault(version => version.Id == query.Text("VersionId"));

    private static Refusal NotFound(QueryParameters query) =>
        IdentityRefusals.PolicyVersionNotFound(query.Text("PolicyArn")!, query.Text("VersionId")!);
}
