using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kagimori.Tests.Operations.Identities;

namespace Kagimori.Tests.Wire;

/// <summary>Every constraint that the service models declare for a member of IAM and STS, broken: what is told is computed from the model.</summary>
public sealed class MemberConstraintTests : IamTest
{
    private const string Name = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    private const string Path = "It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    private const string PathPrefix = "It must begin with the / character and contain only alphanumeric characters and/or / characters.";

    // What IAM tells of names and paths in place of their patterns.
    private static readonly Dictionary<string, string> Specified = new()
    {
        ["userNameType"] = Name, ["existingUserNameType"] = Name, ["groupNameType"] = Name, ["roleNameType"] = Name, ["policyNameType"] = Name,
        ["pathType"] = Path, ["policyPathType"] = Path, ["pathPrefixType"] = PathPrefix,
    };

    // Its pattern is not held here: ARNs of any form reach the clearer refusal behind it.
    private const string Arn = "arnType";

    [Theory, InlineData("iam"), InlineData("sts")]
    public async Task What_the_service_model_does_not_admit_is_refused_in_AWSs_words(string prefix)
    {
        var model = ServiceModel.Read(prefix);
        var differences = new List<string>();
        var checks = 0;
        foreach (var operation in model.Operations)
        {
            if (model.InputOf(operation) is not { } input) continue;
            foreach (var (member, shape) in model.MembersOf(input))
            {
                if (operation.Members.All(declared => declared.Name != member)) continue;
                var type = model.Shape(shape);
                var place = char.ToLowerInvariant(member[0]) + member[1..];
                if (model.RequiredOf(input).Contains(member))
                    await ExpectAsync(null, $"1 validation error detected: {Value(null, type)}at '{place}' failed to satisfy constraint: Member must not be null");
                foreach (var value in WrongValues(shape, type)) await ExpectAsync(value, Text(value, place, shape, type, member));

                async Task ExpectAsync(string? value, string text)
                {
                    checks++;
                    var request = SampleRequests.Of(operation, member).ToList();
                    if (value is not null) request.Add((member, value));
                    var refusal = (await Engine.CallAsync(prefix, operation.Name, [.. request])).Refusal;
                    if ((refusal?.Code, refusal?.Message) != ("ValidationError", text)) differences.Add($"{operation.Name}.{member}: {refusal?.Message} instead of {text}");
                }
            }
        }
        Assert.Empty(differences);
        Assert.True(checks > (prefix == "iam" ? 500 : 40), $"Only {checks} constraints were tried.");

        string Value(string? value, JsonNode type) =>
            prefix == "iam" || IsSecret(type) && value is not null ? "Value " : value is null ? "Value null " : $"Value '{value}' ";

        // The order is the service's: lengths, then the pattern.
        string Text(string value, string place, string shape, JsonNode type, string member)
        {
            var (min, max, pattern) = ((int?)type["min"], (int?)type["max"], shape == Arn ? null : (string?)type["pattern"]);
            var (rules, noun, size) = (new List<string>(), "have length", (long)value.Length);
            if ((string?)type["type"] == "integer") (noun, size, pattern) = ("have value", long.Parse(value, CultureInfo.InvariantCulture), null);
            if (type["enum"] is JsonArray values) rules.Add($"satisfy enum value set: [{string.Join(", ", values)}]");
            else
            {
                if (size < min) rules.Add($"{noun} greater than or equal to {min}");
                if (size > max) rules.Add($"{noun} less than or equal to {max}");
                if (pattern is not null && !Regex.IsMatch(value, $"^(?:{pattern})$"))
                {
                    if (prefix != "iam" || !Specified.TryGetValue(shape, out var specified)) rules.Add($"satisfy regular expression pattern: {pattern}");
                    else if (rules.Count == 0) return $"The specified value for {place} is invalid. {(member == "PathPrefix" ? PathPrefix : specified)}";
                }
            }
            return $"{rules.Count} validation error{(rules.Count == 1 ? "" : "s")} detected: "
                + string.Join("; ", rules.Select(rule => $"{Value(value, type)}at '{place}' failed to satisfy constraint: Member must {rule}"));
        }
    }

    private static IEnumerable<string> WrongValues(string shape, JsonNode type)
    {
        var (min, max) = ((int?)type["min"], (int?)type["max"]);
        switch ((string?)type["type"])
        {
            case "integer":
                if (min is { } least) yield return (least - 1).ToString(CultureInfo.InvariantCulture);
                if (max is { } most) yield return (most + 1).ToString(CultureInfo.InvariantCulture);
                break;
            case "string" when type["enum"] is not null:
                yield return "Nonsense";
                break;
            case "string":
                var (start, fill) = shape.Contains("ath", StringComparison.Ordinal) ? ("/", 'a') : ("", shape.Contains("Code", StringComparison.Ordinal) ? '1' : 'a');
                if (max is { } longest) yield return start + new string(fill, longest + 1 - start.Length * 2) + start;
                if (min > 1) yield return new string(fill, min.Value - 1);
                if (type["pattern"] is not null && shape != Arn) yield return new string('\u2603', Math.Max(1, min ?? 1));
                break;
        }
    }

    private static bool IsSecret(JsonNode type) => (bool?)type["sensitive"] == true || (string?)type["pattern"] == @"[\d]*";
}
