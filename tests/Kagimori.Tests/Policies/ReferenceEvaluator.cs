using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kagimori.Tests.Policies;

/// <summary>The specification written down plainly, with sets, strings and regular expressions; slow, and meant to be obviously right. Null: a variable has no value.</summary>
internal static class ReferenceEvaluator
{
    private static readonly string[] Multivalued = ["aws:TagKeys", "kms:EncryptionContextKeys"];
    private static readonly Dictionary<string, Regex> Regexes = [];
    public static string Decide(ReferenceRequest r)
    {
        var scp = r.ServiceControl is null || r.Account is null ? [] : r.ServiceControl;
        var rcp = r.ResourceControl is null || r.Resource == "*" || r.Action == "kms:RetireGrant" ? [] : r.ResourceControl;
        var sets = new (string Name, IEnumerable<JsonNode?> Documents)[]
        {
            ("ServiceControlPolicy", scp.SelectMany(level => level)), ("ResourceControlPolicy", rcp.SelectMany(level => level)),
            ("EndpointPolicy", [r.Endpoint]), ("ResourcePolicy", [r.ResourcePolicy]), ("IdentityPolicy", r.Identity),
            ("PermissionsBoundary", [r.Boundary]), ("SessionPolicy", r.Session ?? []),
        };
        foreach (var (name, documents) in sets)
            if (documents.Any(document => Classes(document, "Deny", r).Count > 0))
                return "ExplicitlyDenied " + name;
        bool Allows(IEnumerable<JsonNode?> documents) => documents.Any(document => Classes(document, "Allow", r).Count > 0);
        if (rcp.Any(level => !Allows(level))) return "ImplicitlyDenied ResourceControlPolicy";
        if (scp.Any(level => !Allows(level))) return "ImplicitlyDenied ServiceControlPolicy";
        if (r.Endpoint is not null && !Allows([r.Endpoint])) return "ImplicitlyDenied EndpointPolicy";

        var resource = Classes(r.ResourcePolicy, "Allow", r);
        var identity = r.Type == "Root" || Allows(r.Identity);
        var limiter = r.Boundary is not null && !Allows([r.Boundary]) ? "PermissionsBoundary" : r.Session is not null && !Allows(r.Session) ? "SessionPolicy" : null;
        var identityLimiter = limiter ?? (r.Type == "FederatedUser" && r.Session is null ? "SessionPolicy" : null);

        if (r.Owner is null || r.Account is null || r.Owner == r.Account)
        {
            if (resource.Contains("Direct")) return "Allowed ResourcePolicy";
            if (r.Grants.Any(grant => grant.Class == "Direct")) return "Allowed Grant";
            var byRole = resource.Contains("SessionIssuer");
            if (byRole || r.Grants.Any(grant => grant.Class == "RoleOfSession")) return limiter is not null ? "ImplicitlyDenied " + limiter : byRole ? "Allowed ResourcePolicy" : "Allowed Grant";
            var byAccount = resource.Contains("Account");
            var delegated = byAccount || r.Grants.Any(grant => grant.Class == "Account");
            if (!identity || (r.Mandatory && !delegated)) return r.Mandatory && !delegated ? "ImplicitlyDenied ResourcePolicy" : "ImplicitlyDenied IdentityPolicy";
            if (identityLimiter is not null) return "ImplicitlyDenied " + identityLimiter;
            return "Allowed " + (r.Type != "Root" ? "IdentityPolicy" : byAccount ? "ResourcePolicy" : delegated ? "Grant" : "RootUser");
        }
        if (!r.CrossAccountAllowed) return "ImplicitlyDenied CrossAccountRule";
        if (resource.Count == 0 && r.Grants.Count == 0) return "ImplicitlyDenied ResourcePolicy"; // the owner's side
        if (r.Grants.Contains(("Direct", true))) return "Allowed Grant";
        if (r.Grants.Contains(("RoleOfSession", true))) return limiter is null ? "Allowed Grant" : "ImplicitlyDenied " + limiter;
        if (!identity) return "ImplicitlyDenied IdentityPolicy";
        return identityLimiter is not null ? "ImplicitlyDenied " + identityLimiter : resource.Count > 0 ? "Allowed ResourcePolicy" : "Allowed Grant";
    }

    private static HashSet<string> Classes(JsonNode? document, string effect, ReferenceRequest r)
    {
        var classes = new HashSet<string>();
        foreach (var statement in List(document?["Statement"]))
        {
            if ((string)statement["Effect"]! != effect) continue;
            if ((statement["Action"] ?? statement["NotAction"]) is null || (statement["Resource"] ?? statement["NotResource"]) is null) continue;
            bool Covers(JsonNode action) => Like((string)action!, r.Action, null, false, true, "(?i)") == true;
            if (statement["Action"] is { } actions ? !List(actions).Any(Covers) : List(statement["NotAction"]).Any(Covers)) continue;
            var variables = (string?)document!["Version"] == "2012-10-17";
            var resources = List(statement["Resource"] ?? statement["NotResource"]).Select(pattern => MatchesResource((string)pattern!, r, variables)).ToList();
            if (statement["Resource"] is not null ? !resources.Contains(true) : resources.Exists(match => match != false)) continue;
            if (!List(statement["Condition"]).SelectMany(block => block.AsObject()).All(op => op.Value!.AsObject().All(key => Holds(op.Key, key.Key, List(key.Value), r, variables)))) continue;
            if (statement["NotPrincipal"] is { } not) classes.UnionWith((effect == "Deny" && r.Boundary is not null) || Entries(not).All(entry => ClassOf(entry, r) is null) ? ["Direct"] : []);
            else classes.UnionWith(statement["Principal"] is { } principal ? Entries(principal).Select(entry => ClassOf(entry, r)).OfType<string>() : ["Direct"]);
        }
        return classes;
    }
    private static IEnumerable<(string Type, string Text)> Entries(JsonNode principal) => principal is JsonObject types
        ? types.SelectMany(type => List(type.Value).Select(entry => (type.Key, (string)entry!))) : [("AWS", (string)principal!)];

    private static string? ClassOf((string Type, string Text) entry, ReferenceRequest r) => entry switch
    {
        ("AWS", "*") => "Direct",
        ("Service", _) => r.Type == "Service" && r.Arn == entry.Text ? "Direct" : null,
        _ when r.Account is not null && (entry.Text == r.Account || entry.Text == $"arn:aws:iam::{r.Account}:root") => "Account",
        _ when entry.Text == r.Arn || entry.Text == r.Id => "Direct",
        _ when entry.Text == r.IssuerArn || entry.Text == r.IssuerId => "SessionIssuer",
        _ => null,
    };

    private static bool? MatchesResource(string pattern, ReferenceRequest r, bool variables)
    {
        if (pattern == "*") return true;
        var (parts, asked) = (pattern.Split(':', 6), r.Resource.Split(':', 6));
        if (Like(parts[5], asked[^1], r, variables) is not { } tail) return null;
        return tail && asked.Length == 6 && Enumerable.Range(0, 5).All(i => Like(parts[i], asked[i], null, false) == true);
    }

    private static bool? Like(string pattern, string text, ReferenceRequest? r, bool variables, bool wildcards = true, string options = "")
    {
        var regex = new StringBuilder(options + @"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (variables && pattern.IndexOf("${", i, StringComparison.Ordinal) == i)
            {
                var inside = pattern[(i + 2)..pattern.IndexOf('}', i)];
                i += inside.Length + 2;
                var name = inside.Split(", '")[0];
                var value = inside is "*" or "?" or "$" ? inside : r!.Context.TryGetValue(name, out var found) ? found as string : null;
                if (value is null && !r!.Context.ContainsKey(name) && !Multivalued.Contains(name) && inside.Contains(", '")) value = inside[(name.Length + 3)..^1];
                if (value is null) return null;
                regex.Append(Regex.Escape(value));
            }
            else regex.Append(pattern[i] switch { '*' when wildcards => ".*", '?' when wildcards => ".", var c => Regex.Escape(c.ToString()) });
        }
        if (!Regexes.TryGetValue(regex.Append(@"\z").ToString(), out var compiled)) Regexes[regex.ToString()] = compiled = new Regex(regex.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
        return compiled.IsMatch(text);
    }

    private static bool Holds(string op, string key, List<JsonNode> nodes, ReferenceRequest r, bool variables)
    {
        var expected = nodes.Select(node => node.ToString()).ToList();
        var present = r.Context.TryGetValue(key, out var value);
        if (op == "Null") return expected.Contains(present ? "false" : "true");
        var set = op.Split(':') is { Length: 2 } split ? split[0] : "";
        var (name, negated) = (op[(op.IndexOf(':') + 1)..].Replace("IfExists", ""), op.Contains("Not"));
        if (!present) return op.EndsWith("IfExists", StringComparison.Ordinal) || (set == "" ? negated : set == "ForAllValues");
        if (set == "" && Multivalued.Contains(key, StringComparer.OrdinalIgnoreCase)) return false;
        var actual = value as string[] ?? [(string)value!];
        bool One(string v) => !Malformed(name, v) && negated != expected.Exists(e => Compare(name.Replace("Not", ""), e, v, r, variables));
        return set == "ForAnyValue" ? actual.Any(One) : actual.All(One);
    }

    private static bool Malformed(string name, string value) =>
        (name.Contains("IpAddress") && !IPAddress.TryParse(value, out _)) || (name.StartsWith("Arn") && value.Split(':').Length < 6);

    private static bool Compare(string name, string expected, string actual, ReferenceRequest r, bool variables) => name switch
    {
        "StringEquals" => Like(expected, actual, r, variables, wildcards: false) == true,
        "StringEqualsIgnoreCase" => Like(expected, actual, r, variables, wildcards: false, "(?i)") == true,
        "StringLike" => Like(expected, actual, r, variables) == true,
        "ArnLike" or "ArnEquals" => expected.Split(':', 6).Zip(actual.Split(':', 6)).All(pair => Like(pair.First, pair.Second, r, variables) == true),
        "Bool" => expected.Equals("true", StringComparison.OrdinalIgnoreCase) == actual.Equals("true", StringComparison.OrdinalIgnoreCase),
        "IpAddress" => IPNetwork.Parse(expected).Contains(IPAddress.Parse(actual)),
        _ when name.StartsWith("Numeric") => decimal.TryParse(actual, CultureInfo.InvariantCulture, out var number) && Order(name, number.CompareTo(decimal.Parse(expected, CultureInfo.InvariantCulture))),
        _ => DateTimeOffset.TryParse(actual, CultureInfo.InvariantCulture, out var date) && Order(name, date.CompareTo(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture))),
    };

    private static bool Order(string name, int comparison) =>
        name.Contains("Less") ? comparison < (name.EndsWith("ThanEquals") ? 1 : 0) : name.Contains("Greater") ? comparison > (name.EndsWith("ThanEquals") ? -1 : 0) : comparison == 0;

    private static List<JsonNode> List(JsonNode? node) => node is null ? [] : node is JsonArray array ? [.. array.Select(item => item!)] : [node];
}
