using System.Text;
using static Kagimori.Policies.LintFindingType;

namespace Kagimori.Policies;

/// <summary>Rules about the document as a whole: its members, version and size.</summary>
internal static class DocumentRules
{
    private const int IdentityQuota = 6_144, TrustQuota = 2_048;

    private static readonly string[] Members = ["Version", "Id", "Statement"];
    private static readonly string[] StatementMembers = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static IEnumerable<LintRule> All =>
    [
        new("MISSING_STATEMENT", Error, "Add at least one statement.",
            document => document.Root.Kind == SourceKind.Object && (document.Root["Statement"] is null || document.Root["Statement"] is { Kind: SourceKind.Array, Items.Count: 0 })
                ? [document.PlaceOf("Statement").Says("The policy has no statement.")] : []),
        new("INVALID_VERSION", Error, "Use \"2012-10-17\".", Version),
        new("MISSING_VERSION", Warning, "Add \"Version\": \"2012-10-17\".",
            document => document.Root.Kind == SourceKind.Object && document.Root["Version"] is null && !document.Rules.Requires2012
                ? [(document.Place with { End = document.Place.Start + 1 }).Says("The policy has no version, so it is read as of 2008-10-17, in which policy variables are plain text.")] : []),
        new("INVALID_POLICY_ELEMENT", Error, "Remove the element, or correct its name; letter case counts.", Elements),
        new("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", Warning, "Split the policy into several.",
            document => Longer(document, PolicySize.OfIdentityPolicy(document.Text), IdentityQuota, "characters without white space, more than a managed policy may have",
                PolicyGrammar.IdentityPolicy, PolicyGrammar.PermissionsBoundary)),
        new("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", Warning, "Shorten the policy, unless the account's quota was raised.",
            document => Longer(document, PolicySize.OfIdentityPolicy(document.Text), TrustQuota, "characters without white space, more than the default quota of trust policies",
                PolicyGrammar.TrustPolicy)),
        new("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", Error, "Shorten the policy; grants and delegation to IAM policies save space.",
            document => Longer(document, document.Rules.LengthInBytes ? Encoding.UTF8.GetByteCount(document.Text) : document.Text.Length, document.Rules.MaxLength,
                document.Rules.LengthInBytes ? "bytes, more than the policy may have" : "characters, more than the policy may have",
                PolicyGrammar.KeyPolicy, PolicyGrammar.ResourcePolicy, PolicyGrammar.EndpointPolicy)),
        new("POLICY_SIZE_EXCEEDS_SCP_QUOTA", Error, "Split the policy into several.",
            document => Longer(document, document.Text.Length, document.Rules.MaxLength, "characters, more than a service control policy may have", PolicyGrammar.ServiceControlPolicy)),
        new("POLICY_SIZE_EXCEEDS_RCP_QUOTA", Error, "Split the policy into several.",
            document => Longer(document, document.Text.Length, document.Rules.MaxLength, "characters, more than a resource control policy may have", PolicyGrammar.ResourceControlPolicy)),
    ];

    private static IEnumerable<LintHit> Version(LintDocument document)
    {
        if (document.Root["Version"] is not { Kind: SourceKind.Text } node)
        {
            if (document.Root.Kind == SourceKind.Object && document.Root["Version"] is null && document.Rules.Requires2012)
                yield return document.PlaceOf("Version").Says("The policy has no version, and this kind of policy must be of version 2012-10-17.");
        }
        else if (node.Text is not ("2012-10-17" or "2008-10-17"))
        {
            yield return document.PlaceOf("Version").Says($"There is no version \"{node.Text}\" of the policy language.");
        }
        else if (node.Text == "2008-10-17" && document.Rules.Requires2012)
        {
            yield return document.PlaceOf("Version").Says("This kind of policy must be of version 2012-10-17.");
        }
    }

    private static IEnumerable<LintHit> Elements(LintDocument document)
    {
        foreach (var member in document.Root.Members)
            if (member.Name is not ("Version" or "Statement") && (member.Name != "Id" || !document.Rules.AllowsId))
                yield return LintPlace.Of(member.Name, member).Says($"\"{member.Name}\" is not an element of this kind of policy.{(member.Name == "Id" ? "" : Nearest.Hint(member.Name, Members))}");
        foreach (var statement in document.Statements)
            foreach (var member in statement.Node.Members)
                if (!StatementMembers.Contains(member.Name))
                    yield return LintPlace.Of($"{statement.Place.Path}.{member.Name}", member).Says($"\"{member.Name}\" is not an element of a statement.{Nearest.Hint(member.Name, StatementMembers)}");
    }

    private static IEnumerable<LintHit> Longer(LintDocument document, int length, int quota, string what, params PolicyGrammar[] grammars) =>
        length > quota && grammars.Contains(document.Grammar) ? [document.Place.Says($"The policy has {length} {what} ({quota}).")] : [];
}
