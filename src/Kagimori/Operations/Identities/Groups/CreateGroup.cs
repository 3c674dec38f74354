using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Groups;

/// <summary>Makes a group without members or permissions.</summary>
internal static class CreateGroup
{
    public static readonly Shape<QueryParameters> Shape = new(Iam.Path, EntityKinds.Group.NameMember);

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query) =>
        EntityResolution.NewAsync(exchange, EntityKinds.Group, query, "GroupName");

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var name = query.Text("GroupName")!;
        if (await EntityKinds.Group.FindAsync(exchange, name) is not null) return IdentityRefusals.EntityExists("Group", name);
        if (await EntityKinds.Group.CheckQuotaAsync(exchange) is { } full) return full;
        var group = new GroupRecord
        {
            Name = name,
            Path = query.Text("Path") ?? "/",
            Id = UniqueId.Create(UniqueId.Group, exchange.Engine.Random),
            CreatedAt = exchange.Now,
        };
        var account = exchange.Caller.Account;
        IdentityRecords.Groups.Create(exchange.Changes, account.ToString(), IdentityRecords.IdOf(name), group);
        return new QueryResult(GroupElement.Of(group, account, "Group"));
    }
}
