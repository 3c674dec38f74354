using Kagimori.Identities;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>Makes a managed policy with its first version.</summary>
internal static class CreatePolicy
{
    public static readonly Shape<QueryParameters> Shape = new(
        Iam.PolicyName, Query.Text("Path", Iam.PolicyPathType), Iam.PolicyDocument, Query.Text("Description", Iam.PolicyDescriptionType), Iam.Tags());

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, QueryParameters query) =>
        EntityResolution.NewAsync(exchange, EntityKinds.ManagedPolicy, query, "PolicyName");

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var name = query.Text("PolicyName")!;
        var document = query.Text("PolicyDocument")!;
        // A description that XML cannot carry could never be read again.
        if (query.Text("Description") is { } description && !IsXmlText(description)) return IdentityRefusals.InvalidDescription();
        if (await EntityKinds.ManagedPolicy.FindAsync(exchange, name) is not null) return IdentityRefusals.PolicyExists(name);
        if (await EntityKinds.ManagedPolicy.CheckQuotaAsync(exchange) is { } full) return full;
        if (PolicyVersions.Check(document) is { } malformed) return malformed;
        if (EntityTags.Apply(new Dictionary<string, string>(), query.Tags(), EntityKinds.ManagedPolicy.TagKeys, out var tags) is { } refusal) return refusal;
        var policy = new ManagedPolicyRecord
        {
            Name = name,
            Path = query.Text("Path") ?? "/",
            Id = UniqueId.Create(UniqueId.Policy, exchange.Engine.Random),
            CreatedAt = exchange.Now,
            UpdatedAt = exchange.Now,
            Description = query.Text("Description"),
            Versions = [new PolicyVersionRecord("v1", document, exchange.Now)],
            DefaultVersionId = "v1",
            NextVersion = 2,
            Tags = tags,
        };
        var account = exchange.Caller.Account;
        IdentityRecords.ManagedPolicies.Create(exchange.Changes, account.ToString(), IdentityRecords.IdOf(name), policy);
        return new QueryResult(ManagedPolicyElement.Of(policy, account, "Policy", withDescription: false, withTags: true));
    }

    private static bool IsXmlText(string text) => text.All(c => System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c));
}
