using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kagimori.Tests.Policies;

/// <summary>The patterns and the condition operators of the reference. A null truth: a variable has no value.</summary>
internal static class ReferenceConditions
{
    private static readonly string[] Multivalued = ["aws:TagKeys", "kms:EncryptionContextKeys"];
    private static readonly string[] DateForms = ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.fffK"];
    private static readonly Dictionary<string, Regex> Regexes = [];

    /// <summary>Whether one operator holds for one key.</summary>
    public static bool Holds(string op, string key, List<string> expected, string effect, ReferenceRequest r, ReferenceRequest? variables)
    {
        var present = r.Context.TryGetValue(key, out var value);
        if (op == "Null") return expected.Contains(present ? "false" : "true");
        var set = op.Split(':') is { Length: 2 } parts ? parts[0] : "";
        var name = op[(op.IndexOf(':') + 1)..].Replace("IfExists", "");
        var (ifExists, negated, many) = (op.EndsWith("IfExists"), name.Contains("Not"), Multivalued.Contains(key, StringComparer.OrdinalIgnoreCase));
        r.Mark(name);
        r.Mark($"{set}:{(negated ? "negated" : "positive")}{(ifExists ? "IfExists" : "")}, {(!present ? "absent" : value is string[] { Length: 0 } ? "empty" : many ? "many" : "one")}");
        if (!present) return ifExists || (set == "" ? negated : set == "ForAllValues");
        if (set == "" && many) return false;
        var actual = value as string[] ?? [(string)value!];
        bool One(string text) => Test(name.Replace("Not", ""), expected, text, negated, effect, variables);
        return set == "ForAnyValue" ? actual.Any(One) : actual.All(One);
    }

    private static bool Test(string name, List<string> expected, string actual, bool negated, string effect, ReferenceRequest? variables)
    {
        if ((name == "IpAddress" && !IPAddress.TryParse(actual, out _)) || (name.StartsWith("Arn") && actual.Split(':').Length < 6)) return false;
        var malformed = name.StartsWith("Arn") ? expected.FindIndex(wanted => wanted.Split(':').Length < 6) : -1; // only in session policies
        if (expected[..(malformed < 0 ? expected.Count : malformed)].Exists(wanted => Compare(name, wanted, actual, variables))) return !negated;
        return malformed < 0 ? negated : effect == "Deny";
    }

    private static bool Compare(string name, string expected, string actual, ReferenceRequest? variables) => name switch
    {
        _ when name.StartsWith("String") => Like(expected, actual, variables, wildcards: name == "StringLike", ignoreCase: name.EndsWith("IgnoreCase")) == true,
        "ArnLike" or "ArnEquals" => expected.Split(':', 6).Zip(actual.Split(':', 6)).All(pair => Like(pair.First, pair.Second, variables) == true),
        "Bool" => expected.Equals("true", StringComparison.OrdinalIgnoreCase) == actual.Equals("true", StringComparison.OrdinalIgnoreCase),
        "BinaryEquals" => Convert.TryFromBase64String(actual, new byte[64], out _) && Convert.FromBase64String(expected).SequenceEqual(Convert.FromBase64String(actual)),
        "IpAddress" => Within(expected, IPAddress.Parse(actual) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : IPAddress.Parse(actual)),
        _ when name.StartsWith("Numeric") => decimal.TryParse(actual, CultureInfo.InvariantCulture, out var number) && Order(name, number.CompareTo(decimal.Parse(expected, CultureInfo.InvariantCulture))),
        _ => Date(actual) is { } date && Order(name, date.CompareTo(Date(expected)!.Value)),
    };

    private static bool Within(string network, IPAddress address)
    {
        static string Bits(IPAddress of) => string.Concat(of.GetAddressBytes().Select(part => part.ToString("b8", CultureInfo.InvariantCulture)));
        var (of, bits) = (Bits(address), Bits(IPAddress.Parse(network.Split('/')[0])));
        var known = network.Split('/') is [_, var length] ? int.Parse(length, CultureInfo.InvariantCulture) : bits.Length;
        var hostBits = bits.Length == 128 && bits[known..].Contains('1'); // an IPv6 network that has some matches nothing
        return of.Length == bits.Length && !hostBits && of.StartsWith(bits[..known]);
    }

    private static DateTimeOffset? Date(string text) => DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static bool Order(string name, int comparison) =>
        name.Contains("Less") ? comparison < (name.EndsWith("ThanEquals") ? 1 : 0) : name.Contains("Greater") ? comparison > (name.EndsWith("ThanEquals") ? -1 : 0) : comparison == 0;

    /// <summary>Matches a pattern, with the variables' values of a request when there is one.</summary>
    public static bool? Like(string pattern, string text, ReferenceRequest? variables, bool wildcards = true, bool ignoreCase = false)
    {
        var regex = ignoreCase ? @"(?i)\A" : @"\A";
        for (var i = 0; i < pattern.Length; i++)
        {
            if (variables is not null && pattern.AsSpan(i).StartsWith("${"))
            {
                var inside = pattern[(i + 2)..pattern.IndexOf('}', i)];
                i += inside.Length + 2;
                var (name, otherwise) = inside.Split(", '") is [var first, var rest] ? (first, rest[..^1]) : (inside, null);
                var value = inside is "*" or "?" or "$" ? inside : variables.Context.TryGetValue(name, out var found) ? found as string : Multivalued.Contains(name) ? null : otherwise;
                variables.Mark($"variable{(otherwise is null ? "" : " or default")}, {(value is null ? "without" : "with")} a value");
                if (value is null) return null;
                regex += Regex.Escape(value);
            }
            else regex += pattern[i] switch { '*' when wildcards => ".*", '?' when wildcards => ".", var c => Regex.Escape(c.ToString()) };
        }
        if (!Regexes.TryGetValue(regex, out var compiled)) Regexes[regex] = compiled = new Regex(regex + @"\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
        return compiled.IsMatch(text);
    }

    public static List<JsonNode> List(JsonNode? node) => node is null ? [] : node is JsonArray array ? [.. array.Select(item => item!)] : [node];
}
