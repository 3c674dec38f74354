using Kagimori.Identities;
using Kagimori.Operations.Identities.PermissionsBoundaries;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>Makes a role without permissions, to be assumed by whom its trust policy names.</summary>
internal static class CreateRole
{
    public static readonly Shape<QueryParameters> Shape = new(
        Iam.Path, EntityKinds.Role.NameMember, Query.Text("AssumeRolePolicyDocument", Iam.PolicyDocumentType, isRequired: true),
        Query.Text("Description", Iam.RoleDescriptionType), Query.Number("MaxSessionDuration", Iam.MaxSessionDurationType),
        EntityBoundary.Optional, Iam.Tags());

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query) =>
        EntityResolution.NewAsync(exchange, EntityKinds.Role, query, "RoleName");

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var name = query.Text("RoleName")!;
        // Policies of an organization do not reach such roles: only a service may have one.
        if ($"role{query.Text("Path")}".StartsWith(RoleRecord.ServiceLinkedPrefix, StringComparison.Ordinal)) return IdentityRefusals.ServiceLinkedPath();
        if (await EntityKinds.Role.FindAsync(exchange, name) is not null) return IdentityRefusals.EntityExists("Role", name);
        if (await EntityKinds.Role.CheckQuotaAsync(exchange) is { } full) return full;
        var trust = await PolicyDocuments.BindTrustPolicyAsync(exchange, query.Text("AssumeRolePolicyDocument")!);
        if (trust.Refusal is { } badTrust) return badTrust;
        if (EntityTags.Apply(new Dictionary<string, string>(), query.Tags(), EntityKinds.Role.TagKeys, out var tags) is { } badTags) return badTags;
        var boundary = query.Text("PermissionsBoundary");
        if (await BoundaryCounts.ChangeAsync(exchange, null, boundary) is { } badBoundary) return badBoundary;
        var role = new RoleRecord
        {
            Name = name,
            Path = query.Text("Path") ?? "/",
            Id = UniqueId.Create(UniqueId.Role, exchange.Engine.Random),
            CreatedAt = exchange.Now,
            TrustPolicy = trust.Value!,
            Description = query.Text("Description"),
            PermissionsBoundary = boundary,
            Tags = tags,
        };
        if (query.Number("MaxSessionDuration") is { } seconds) role = role with { MaxSessionDuration = seconds };
        IdentityRecords.Roles.Create(exchange.Changes, exchange.Caller.Account.ToString(), IdentityRecords.IdOf(name), role);
        PrincipalRecords.Create(exchange, role.Id, PrincipalRecord.Role, role.Path, name);
        return new QueryResult(await RoleElement.OfAsync(exchange, role, "Role", isWhole: true));
    }
}
