using Kagimori.Authorization;
using Kagimori.Keys;
using Kagimori.Operations.Encryption;
using Kagimori.Operations.Grants;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.PolicyTools;

/// <summary>Reads grants and says which cover the request: its key, its operation, its encryption context, its caller and on whose behalf that asks.</summary>
internal static class EvaluationGrants
{
    private const string ContextPrefix = "kms:EncryptionContext:";

    // The actions that have an encryption context: only they are bound by constraints.
    private static readonly string[] Encrypting =
    [
        "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext",
        "kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext",
    ];

    private static readonly string[] Constraints = ["encryptionContextEquals", "encryptionContextSubset", "EncryptionContextEquals", "EncryptionContextSubset", "sourceArn", "SourceArn"];

    /// <summary>The members of a grant that are read.</summary>
    public static readonly string[] Members = ["granteePrincipal", "issuingAccount", "operations", "constraints", "keyArn"];

    public static IReadOnlyList<GrantExplanation> Of(EvaluationNode? grants, Principal caller, string action, string resource, ConditionContext context)
    {
        var pairs = context.Names.Where(name => name.StartsWith(ContextPrefix, StringComparison.OrdinalIgnoreCase))
            .Where(name => context[name].Count > 0).ToDictionary(name => name[ContextPrefix.Length..], name => context[name][0]);
        var target = new AccessTarget
        {
            Action = action,
            Resource = resource,
            EncryptionAlgorithm = Encrypting.Contains(action) ? KeyAlgorithm.SymmetricDefault : null,
            EncryptionContext = pairs,
            RequestedGrant = action == "kms:CreateGrant" ? Requested(context, pairs) : null,
        };
        return
        [
            .. (grants?.Items() ?? []).SelectMany(node => node.Find("keyArn")?.Text() is { } key && key != resource
                ? [new GrantExplanation(node.Path, null, [new ElementExplanation("Key", false, $"{key} is not {resource}")])]
                : GrantMatching.Explain([new Grant(Read(node))], target, caller, Value(context, "aws:SourceArn"))),
        ];
    }

    // What the condition keys of CreateGrant tell of the grant that is asked for.
    private static GrantRecord Requested(ConditionContext context, Dictionary<string, string> pairs)
    {
        var type = Values(context, "kms:GrantConstraintType");
        return new GrantRecord
        {
            Id = "",
            KeyId = "",
            CreatedAt = default,
            Grantee = "",
            IssuingAccount = "",
            Operations = Values(context, "kms:GrantOperations"),
            ContextEquals = type is [nameof(GrantConstraints.EncryptionContextEquals)] ? pairs : null,
            ContextSubset = type is [nameof(GrantConstraints.EncryptionContextSubset)] ? pairs : null,
            SourceArn = Value(context, "kms:GrantConstraintSourceArn"),
        };
    }

    private static List<string> Values(ConditionContext context, string name) =>
        context.TryGet(ConditionKey.Parse(name), out var values) ? [.. Enumerable.Range(0, values.Count).Select(i => values[i])] : [];

    private static string? Value(ConditionContext context, string name) => Values(context, name) is [var value, ..] ? value : null;

    private static Stored<GrantRecord> Read(EvaluationNode node)
    {
        var grantee = node.Require("granteePrincipal");
        if (!PrincipalEntry.TryParse(GrantRecord.IsService(grantee.Text()) ? "Service" : "AWS", grantee.Text(), out _)) throw grantee.Fault("is neither the ARN of a principal nor a service");
        // A constraint that is not known would not be held.
        var constraints = node.Find("constraints")?.Only(Constraints);
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
            SourceArn = Find(constraints, "sourceArn")?.Text(),
        };
        return new Stored<GrantRecord>(new RecordKey(RecordKind.Grant, "", node.Path), 0, record);
    }

    private static Dictionary<string, string>? Pairs(EvaluationNode? constraints, string name) =>
        Find(constraints, name)?.Members().ToDictionary(pair => pair.Name, pair => pair.Value.Text());

    // As the API spells them, or with a small first letter as everything else of a line.
    private static EvaluationNode? Find(EvaluationNode? constraints, string name) => constraints?.Find(name) ?? constraints?.Find(char.ToUpperInvariant(name[0]) + name[1..]);
}
