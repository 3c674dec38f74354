using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.PolicyTools;

/// <summary>Reads grants and keeps those that cover the request: its key, its operation, its encryption context, its caller.</summary>
internal static class EvaluationGrants
{
    private const string ActionPrefix = "kms:";
    private const string ContextPrefix = "kms:EncryptionContext:";

    public static IReadOnlyList<ResourceGrant> Of(EvaluationNode? grants, Principal caller, string action, string resource, ConditionContext context)
    {
        var covering = new List<ResourceGrant>();
        var encryptionContext = context.Names.Where(name => name.StartsWith(ContextPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(name => name[ContextPrefix.Length..], name => context[name][0]);
        foreach (var node in grants?.Items() ?? [])
        {
            var grant = new Grant(Read(node));
            if (node.Find("keyArn") is { } key && key.Text() != resource) continue;
            if (!action.StartsWith(ActionPrefix, StringComparison.OrdinalIgnoreCase) || !grant.Allows(action.AsSpan(ActionPrefix.Length))) continue;
            if (!grant.Admits(encryptionContext) || grant.MatchGrantee(caller) is not { } matched) continue;
            covering.Add(new ResourceGrant(matched, grant.Record.IssuingAccount == caller.AccountId));
        }
        return covering;
    }

    private static Stored<GrantRecord> Read(EvaluationNode node)
    {
        var grantee = node.Require("granteePrincipal");
        if (!PrincipalEntry.TryParse("AWS", grantee.Text(), out _)) throw grantee.Fault("is not the ARN of a principal");
        var constraints = node.Find("constraints");
        var record = new GrantRecord
        {
            Id = node.Path,
            KeyId = "",
            CreatedAt = default,
            Grantee = grantee.Text(),
            IssuingAccount = node.Find("issuingAccount")?.Text() ?? "",
            Operations = [.. node.Require("operations").Items().Select(operation => operation.Text())],
            ContextEquals = Pairs(constraints, "encryptionContextEquals"),
            ContextSubset = Pairs(constraints, "encryptionContextSubset"),
        };
        return new Stored<GrantRecord>(new RecordKey(RecordKind.Grant, "", node.Path), 0, record);
    }

    // As the API spells them, or with a small first letter as everything else of a line.
    private static Dictionary<string, string>? Pairs(EvaluationNode? constraints, string name) =>
        (constraints?.Find(name) ?? constraints?.Find(char.ToUpperInvariant(name[0]) + name[1..])) is { } pairs
            ? pairs.Members().ToDictionary(pair => pair.Name, pair => pair.Value.Text())
            : null;
}
