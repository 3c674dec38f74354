using Kagimori.Wire;

namespace Kagimori.Operations.Identities.PermissionsBoundaries;

/// <summary>PutUserPermissionsBoundary, PutRolePermissionsBoundary and their opposites.</summary>
internal static class EntityBoundary
{
    public static readonly Member<QueryParameters> Required = Query.Text("PermissionsBoundary", Iam.ArnType, isRequired: true);
    public static readonly Member<QueryParameters> Optional = Query.Text("PermissionsBoundary", Iam.ArnType);

    public static async ValueTask<Outcome<QueryResult>> PutAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var part = entity.Kind.PermissionsBoundary!;
        var arn = query.Text("PermissionsBoundary");
        if (await BoundaryCounts.ChangeAsync(exchange, part.Get(entity.Value), arn) is { } refusal) return refusal;
        entity.Update(exchange, part.With(entity.Value, arn));
        return QueryResult.None;
    }

    public static async ValueTask<Outcome<QueryResult>> DeleteAsync<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class
    {
        var part = entity.Kind.PermissionsBoundary!;
        if (part.Get(entity.Value) is not { } arn) return IdentityRefusals.BoundaryNotFound(entity.Kind.Word, entity.Name);
        if (await BoundaryCounts.ChangeAsync(exchange, arn, null) is { } refusal) return refusal;
        entity.Update(exchange, part.With(entity.Value, null));
        return QueryResult.None;
    }

    /// <summary>The boundary as IAM's answers write it, or nothing.</summary>
    public static QueryElement? Element(string? arn) => arn is null ? null : QueryElement.Structure("PermissionsBoundary",
        QueryElement.Text("PermissionsBoundaryType", "PermissionsBoundaryPolicy"),
        QueryElement.Text("PermissionsBoundaryArn", arn));
}
