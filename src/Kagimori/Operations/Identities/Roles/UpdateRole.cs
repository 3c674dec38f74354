using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Roles;

/// <summary>UpdateRole and UpdateRoleDescription: what is not given stays.</summary>
internal static class UpdateRole
{
    public static readonly Member<QueryParameters>[] Members =
        [Query.Text("Description", Iam.RoleDescriptionType), Query.Number("MaxSessionDuration", Iam.MaxSessionDurationType)];

    public static readonly Member<QueryParameters> Description = Query.Text("Description", Iam.RoleDescriptionType, isRequired: true);

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<RoleRecord> entity)
    {
        entity.Update(exchange, entity.Value with
        {
            Description = query.Text("Description") ?? entity.Value.Description,
            MaxSessionDuration = query.Number("MaxSessionDuration") ?? entity.Value.MaxSessionDuration,
        });
        return new(QueryResult.None);
    }

    public static async ValueTask<Outcome<QueryResult>> DescriptionAsync(Exchange exchange, QueryParameters query, Entity<RoleRecord> entity)
    {
        var role = entity.Value with { Description = query.Text("Description") };
        entity.Update(exchange, role);
        return new QueryResult(await RoleElement.OfAsync(exchange, role, "Role", isWhole: true));
    }
}
