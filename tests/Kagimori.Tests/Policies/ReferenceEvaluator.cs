using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Kagimori.Tests.Policies.ReferenceConditions;

namespace Kagimori.Tests.Policies;

/// <summary>Authorization written down plainly from its specification, with lists, strings and regular expressions: slow, and meant to be obviously right.</summary>
/// <remarks>Each branch it takes leaves a mark on the request, so that a test can tell which were met.</remarks>
internal static class ReferenceEvaluator
{
    private static readonly string[] Encrypting =
        ["Encrypt", "Decrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"];
    private static readonly string[] CrossAccount =
        [.. Encrypting, "GenerateMac", "VerifyMac", "Sign", "Verify", "DeriveSharedSecret", "CreateGrant", "DescribeKey", "GetKeyRotationStatus", "GetPublicKey", "ListGrants", "RetireGrant", "RevokeGrant"];

    /// <summary>Answers the outcome with the kind of policy that decided, and for a denial the message.</summary>
    public static (string Decision, string? Message) Decide(ReferenceRequest r)
    {
        var (kms, retires) = (r.Action.StartsWith("kms:") && r.Resource != "*", r.Action == "kms:RetireGrant");
        var owner = retires ? r.Concerned!.IssuingAccount : r.Owner; // whoever issued a grant may retire it, as if it were its own
        var foreign = owner is not null && r.Account is not null && owner != r.Account;
        List<ReferencePolicy> resourcePolicy = r.ResourcePolicy is null || retires ? [] : [r.ResourcePolicy], boundary = r.Boundary is null ? [] : [r.Boundary];
        var (scp, rcp) = (r.Account is null ? [] : r.ServiceControl, r.Resource == "*" || retires ? [] : r.ResourceControl);
        bool Allows(IEnumerable<ReferencePolicy> set) => set.Any(policy => Classes(policy, "Allow", r).Count > 0);
        (string, string?) Decided(string path, string decision, string? message = null)
        {
            r.Mark(path);
            return (decision, message);
        }
        (string, string?) Allowed(string by, string path) => Decided($"allowed: {path}", "Allowed " + by);
        (string, string?) Lacks(string by, string path) => Decided($"denied: {path}", "ImplicitlyDenied " + by, Message(r, by, foreign, $" because no {KindOf(by)} allows the {r.Action} action"));
        // A deny anywhere.
        (string Kind, IEnumerable<ReferencePolicy> Policies)[] sets =
        [
            ("ServiceControlPolicy", scp.SelectMany(level => level)), ("ResourceControlPolicy", rcp.SelectMany(level => level)), ("EndpointPolicy", r.Endpoint ?? []),
            ("ResourcePolicy", resourcePolicy), ("IdentityPolicy", r.Identity), ("PermissionsBoundary", boundary), ("SessionPolicy", r.Session ?? []),
        ];
        foreach (var (kind, policies) in sets)
            if (policies.FirstOrDefault(policy => Classes(policy, "Deny", r).Count > 0) is { } denying)
                return Decided($"denied: by {kind}{(foreign ? ", across accounts" : "")}", "ExplicitlyDenied " + kind,
                    Message(r, kind, foreign, $" with an explicit deny in {(kind[0] == 'I' ? "an" : "a")} {KindOf(kind)}{(denying.Arn is null ? "" : ": " + denying.Arn)}"));
        if (rcp.Any(level => !Allows(level))) return Lacks("ResourceControlPolicy", "an RCP level is silent"); // this and the next two limit every path
        if (scp.Any(level => !Allows(level))) return Lacks("ServiceControlPolicy", "an SCP level is silent");
        if (r.Endpoint is not null && !Allows(r.Endpoint)) return Lacks("EndpointPolicy", "the endpoint policy is silent");

        var named = resourcePolicy.SelectMany(policy => Classes(policy, "Allow", r)).ToHashSet();
        var grants = r.Grants.SelectMany(grant => GrantClasses(grant, r)).ToHashSet();
        var limiter = boundary.Count > 0 && !Allows(boundary) ? "PermissionsBoundary" : r.Session is not null && !Allows(r.Session) ? "SessionPolicy" : null;
        var root = r.Type == "Root" || r.IssuerArn == $"arn:aws:iam::{r.Account}:root"; // a federated user whom the root user made has what its session policies allow
        var (identity, identityLimiter) = (root || Allows(r.Identity), limiter ?? (r.Type == "FederatedUser" && r.Session is null ? "SessionPolicy" : null));
        if (!foreign)
        {
            var though = limiter is null ? "" : ", though a limiter is silent";
            if (named.Contains("direct")) return Allowed("ResourcePolicy", $"direct, {r.Type}{though}");
            if (grants.Any(grant => grant.Class == "direct")) return Allowed("Grant", $"direct grant, {r.Type}{though}");
            var by = named.Contains("issuer") ? "ResourcePolicy" : grants.Any(grant => grant.Class == "issuer") ? "Grant" : null;
            if (by is not null) return limiter is null ? Allowed(by, $"issuer named by {by}, {r.Type}") : Lacks(limiter, $"issuer named by {by}, limited by {limiter}");
            var delegated = named.Contains("account") || grants.Any(grant => grant.Class == "account");
            if (kms && !retires && !delegated) return Lacks("ResourcePolicy", $"not named, {r.Type}");
            if (!identity) return Lacks("IdentityPolicy", $"identity policies are silent, {(delegated ? "delegated" : "nothing to delegate")}");
            if (identityLimiter is not null) return Lacks(identityLimiter, limiter is null ? "federated without session policy" : $"identity limited by {limiter}");
            var and = $"{(delegated ? "delegated" : "nothing to delegate")}, {r.Type}";
            return root ? Allowed(!delegated ? "RootUser" : named.Contains("account") ? "ResourcePolicy" : "Grant", $"root, {and}") : Allowed("IdentityPolicy", $"identity, {and}");
        }
        if (kms && !CrossAccount.Contains(r.Action[4..])) return Lacks("CrossAccountRule", "not for other accounts");
        if (named.Count + grants.Count == 0) return Lacks("ResourcePolicy", "across accounts, not named");
        if (r.Type != "Root" && grants.Contains(("direct", true))) return Allowed("Grant", "across accounts, direct grant of the caller's account");
        if (grants.Contains(("issuer", true)))
            return limiter is null ? Allowed("Grant", "across accounts, issuer grant of the caller's account") : Lacks(limiter, $"across accounts, issuer grant limited by {limiter}");
        if (!identity) return Lacks("IdentityPolicy", $"across accounts, {(named.Count > 0 ? "the policy" : "a grant")} names, identity policies are silent");
        if (identityLimiter is not null) return Lacks(identityLimiter, $"across accounts, limited by {identityLimiter}");
        return Allowed(named.Count > 0 ? "ResourcePolicy" : "Grant", $"across accounts, both sides, {(named.Count > 0 ? "policy" : "grant")}, {r.Type}");
    }

    private static string Message(ReferenceRequest r, string by, bool foreign, string reason) =>
        $"User: {r.Arn} is not authorized to perform: {r.Action} on {(foreign ? "this resource" : $"resource: {r.Resource}")}"
        + (foreign && by is ("ResourcePolicy" or "ResourceControlPolicy" or "CrossAccountRule")
            ? " because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access" : reason);

    private static string KindOf(string by) => by == "EndpointPolicy" ? "VPC endpoint policy"
        : by is "IdentityPolicy" or "ResourcePolicy" ? by.Replace("Policy", "-based policy").ToLowerInvariant() : Regex.Replace(by, "(?<=[a-z])(?=[A-Z])", " ").ToLowerInvariant();

    /// <summary>How a grant reaches the caller for the action, and whether the caller's account issued it.</summary>
    private static IEnumerable<(string Class, bool IssuedByCaller)> GrantClasses(ReferenceGrant grant, ReferenceRequest r)
    {
        List<string?> principals = [];
        if (grant.Key != r.Resource) r.Mark("grant on another key");
        else if (r.Action != "kms:RetireGrant") principals = grant.Operations.Contains(r.Action[4..]) && Covers(grant, r) ? [grant.Grantee] : [];
        else if (ReferenceEquals(grant, r.Concerned)) principals = [grant.Retiring, grant.Operations.Contains("RetireGrant") ? grant.Grantee : null];
        return principals.OfType<string>().Select(principal => ClassOf("AWS", principal, r)).OfType<string>().Select(name => (name, grant.IssuingAccount == r.Account));
    }

    private static bool Covers(ReferenceGrant grant, ReferenceRequest r)
    {
        static bool Within(Dictionary<string, string>? inner, Dictionary<string, string>? outer) =>
            inner is not null && outer is not null && inner.All(pair => outer.Any(other => other.Key.Equals(pair.Key, StringComparison.OrdinalIgnoreCase) && other.Value == pair.Value));
        static bool Same(Dictionary<string, string>? one, Dictionary<string, string>? other) => Within(one, other) && Within(other, one);
        const string prefix = "kms:EncryptionContext:";
        var (creates, binds) = (r.Action == "kms:CreateGrant", Encrypting.Contains(r.Action[4..]));
        var context = r.Context.Where(pair => pair.Key.StartsWith(prefix)).ToDictionary(pair => pair.Key[prefix.Length..], pair => (string)pair.Value);
        var holds = creates
            ? r.Concerned!.Operations.All(grant.Operations.Contains) && (grant.EqualTo is null || Same(grant.EqualTo, r.Concerned.EqualTo))
                && (grant.Subset is null || Within(grant.Subset, r.Concerned.EqualTo) || Within(grant.Subset, r.Concerned.Subset))
            : !binds || ((grant.EqualTo is null || Same(grant.EqualTo, context)) && (grant.Subset is null || Within(grant.Subset, context)));
        r.Mark($"grant, {(creates ? "parent" : binds ? "encryption context" : "no encryption context")}, {(grant.EqualTo ?? grant.Subset) is not null}: {(holds ? "covers" : "does not cover")}");
        return holds;
    }

    /// <summary>The ways in which the statements of one effect reach the caller; empty: none applies.</summary>
    private static HashSet<string> Classes(ReferencePolicy policy, string effect, ReferenceRequest r)
    {
        var classes = new HashSet<string>();
        var variables = (string?)policy.Document["Version"] == "2012-10-17" ? r : null;
        foreach (var statement in List(policy.Document["Statement"]).Where(statement => (string)statement["Effect"]! == effect))
        {
            var inert = (statement["Action"] ?? statement["NotAction"]) is null || (statement["Resource"] ?? statement["NotResource"]) is null;
            if (inert) r.Mark("inert statement");
            bool IsAction(JsonNode action) => Like((string)action!, r.Action, null, ignoreCase: true) == true;
            if (inert || (statement["Action"] is { } actions ? !List(actions).Any(IsAction) : List(statement["NotAction"]).Any(IsAction))) continue;
            var resources = List(statement["Resource"] ?? statement["NotResource"]).Select(pattern => MatchesResource((string)pattern!, policy.Kind, variables, r)).ToList();
            if (resources.Contains(null)) r.Mark(statement["Resource"] is null ? "NotResource without a value" : "Resource without a value");
            if (statement["Resource"] is not null ? !resources.Contains(true) : resources.Exists(match => match != false)) continue;
            var conditions = List(statement["Condition"]).SelectMany(block => block.AsObject()).SelectMany(op => op.Value!.AsObject().Select(key => (Operator: op.Key, key.Key, Values: List(key.Value))));
            if (!conditions.All(one => Holds(one.Operator, one.Key, [.. one.Values.Select(value => value.ToString())], effect, r, variables))) continue;
            if (statement["NotPrincipal"] is { } spared)
            {
                var outside = Entries(spared).All(entry => ClassOf(entry.Type, entry.Text, r) is null);
                if (!outside && (effect == "Allow" || r.Boundary is null)) continue;
                r.Mark(outside ? $"NotPrincipal {effect}" : "NotPrincipal Deny by boundary");
                classes.Add("direct");
            }
            else classes.UnionWith(statement["Principal"] is { } principal ? Entries(principal).Select(entry => ClassOf(entry.Type, entry.Text, r)).OfType<string>() : ["direct"]);
        }
        return classes;
    }

    private static IEnumerable<(string Type, string Text)> Entries(JsonNode principal) => principal is JsonObject types
        ? types.SelectMany(type => List(type.Value).Select(entry => (type.Key, (string)entry!))) : [("AWS", (string)principal!)];

    private static string? ClassOf(string type, string text, ReferenceRequest r)
    {
        var name = type == "Service" ? (r.Type == "Service" && text == r.Arn ? "direct" : null)
            : text == "*" ? "direct"
            : r.Account is not null && (text == r.Account || text == $"arn:aws:iam::{r.Account}:root") ? (r.Type == "Root" ? "direct" : "account")
            : text == r.Arn || text == r.Id ? "direct"
            : text == r.IssuerArn || text == r.IssuerId ? "issuer" : null;
        if (name is not null) r.Mark($"{name} by {(type == "Service" ? "service" : text == "*" ? "everyone" : text.StartsWith("arn:") ? text[8..11] + " ARN" : text[0] == 'A' ? "unique id" : "account id")}");
        return name;
    }

    private static bool? MatchesResource(string pattern, string kind, ReferenceRequest? variables, ReferenceRequest r)
    {
        if (pattern == "*") return true;
        var (parts, asked) = (pattern.Split(':', 6), r.Resource.Split(':', 6));
        if (parts.Length < 6) r.Mark($"short ARN in {kind}");
        if (parts.Length < 6 && kind is ("KeyPolicy" or "EndpointPolicy") && !pattern.Contains('*')) return false;
        parts = [.. parts, .. Enumerable.Repeat("*", 6 - parts.Length)];
        if (Like(parts[5], asked[^1], variables) is not { } tail) return null;
        return tail && asked.Length == 6 && Enumerable.Range(0, 5).All(i => Like(parts[i], asked[i], null, ignoreCase: true) == true);
    }
}
