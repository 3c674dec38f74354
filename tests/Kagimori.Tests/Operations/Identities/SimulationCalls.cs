using System.Globalization;
using System.Xml.Linq;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>Asks for simulations and reads their answers.</summary>
internal static class SimulationCalls
{
    public const string A = "arn:aws:s3:::recorded/a";
    public const string B = "arn:aws:s3:::recorded/b";
    public const string Other = "210987654321";
    public const string AllowGet = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";
    public const string DenyGet = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}""";
    public const string AllowAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    public static string Arn(string resource, string account = TestService.Account) => $"arn:aws:iam::{account}:{resource}";

    public static string Of(string effect, string action, string resource = "*", string? principal = null) =>
        $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{{effect}}}",{{{(principal is null ? "" : $"\"Principal\":{principal},")}}}"Action":"{{{action}}}","Resource":"{{{resource}}}"}]}""";

    public static Task<TestAnswer> IamAsync(this TestService service, string operation, params (string Name, string Value)[] parameters) =>
        service.QueryAsync("root", "iam", operation, parameters);

    public static async Task DoneAsync(this TestService service, string operation, params (string Name, string Value)[] parameters) =>
        (await service.IamAsync(operation, parameters)).Succeeded();

    public static Task<TestAnswer> CustomAsync(this TestService service, (string Name, string Value)[] parameters, params string[] actions) =>
        service.IamAsync("SimulateCustomPolicy", [.. parameters, .. List("ActionNames", actions)]);

    public static Task<TestAnswer> PrincipalAsync(this TestService service, string source, (string Name, string Value)[] parameters, params string[] actions) =>
        service.IamAsync("SimulatePrincipalPolicy", [("PolicySourceArn", source.StartsWith("arn:", StringComparison.Ordinal) ? source : Arn(source)), .. parameters, .. List("ActionNames", actions)]);

    public static (string Name, string Value)[] List(string name, params string[] values) => [.. values.Select((value, i) => ($"{name}.member.{i + 1}", value))];

    public static (string Name, string Value)[] Given(params string[] values) => List("PolicyInputList", values);

    public static (string Name, string Value)[] Context(int position, string name, string type, params string[] values) =>
    [
        ($"ContextEntries.member.{position}.ContextKeyName", name), ($"ContextEntries.member.{position}.ContextKeyType", type),
        .. List($"ContextEntries.member.{position}.ContextKeyValues", values),
    ];

    public static List<XElement> Results(this TestAnswer answer) =>
        [.. XElement.Parse(answer.Succeeded().Text).Descendants().Single(found => found.Name.LocalName == "EvaluationResults").Elements()];

    /// <summary>What is told of each action: the decision, the policies that matched, and the parts that not every answer has.</summary>
    public static string[] Told(this TestAnswer answer) => [.. answer.Results().Select(Told)];

    /// <summary>The same of each resource of the only action.</summary>
    public static string[] ToldOfResources(this TestAnswer answer) => [.. answer.Results().Single().Child("ResourceSpecificResults").Elements().Select(Told)];

    public static XElement Child(this XElement element, string name) => element.Elements().Single(child => child.Name.LocalName == name);

    public static string Text(this XElement element, string name) => element.Child(name).Value;

    public static List<string> Names(this XElement element) => [.. element.Elements().Select(child => child.Name.LocalName)];

    /// <summary>"id type line:column-line:column" for each matched statement.</summary>
    public static List<string> Matched(this XElement result) => [.. Members(result, "MatchedStatements").Select(statement => string.Create(CultureInfo.InvariantCulture,
        $"{statement.Text("SourcePolicyId")} {statement.Text("SourcePolicyType")} {Place(statement, "StartPosition")}-{Place(statement, "EndPosition")}"))];

    public static string Missing(this XElement result) => string.Join(' ', Members(result, "MissingContextValues").Select(key => key.Value));

    public static string[] Keys(this TestAnswer answer) => [.. XElement.Parse(answer.Succeeded().Text).Descendants().Single(found => found.Name.LocalName == "ContextKeyNames").Elements().Select(key => key.Value)];

    private static string Told(XElement result)
    {
        var told = new List<string> { result.Elements().Single(child => child.Name.LocalName is "EvalDecision" or "EvalResourceDecision").Value };
        told.AddRange(result.Matched().Select(matched => matched.Split(' ')[0]));
        if (result.Missing() is { Length: > 0 } missing) told.Add($"missing:{missing.Replace(' ', ',')}");
        if (result.Names().Contains("OrganizationsDecisionDetail")) told.Add($"organizations:{result.Text("OrganizationsDecisionDetail")}");
        if (result.Names().Contains("PermissionsBoundaryDecisionDetail")) told.Add($"boundary:{result.Text("PermissionsBoundaryDecisionDetail")}");
        told.AddRange(Members(result, "EvalDecisionDetails").Select(side => $"{side.Text("key").Split(' ')[0]}:{side.Text("value")}"));
        return string.Join(' ', told);
    }

    private static IEnumerable<XElement> Members(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Elements() ?? [];

    private static string Place(XElement statement, string name) => $"{statement.Child(name).Text("Line")}:{statement.Child(name).Text("Column")}";
}
