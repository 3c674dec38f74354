namespace Kagimori.Policies;

/// <summary>The Arn operators: six parts compared one by one, wildcards inside a part only, case-sensitive.</summary>
/// <remarks>Policy values are tried in order: the first that matches or is malformed decides.</remarks>
internal sealed class ArnTest : ValueTest
{
    private readonly Template[] _templates;

    private ArnTest(Template[] templates) => _templates = templates;

    public override bool IsWellFormed => _templates.All(t => t.HasVariables || ArnParts.Of(t.ConstantCodes).IsArn);

    public static ArnTest? Compile(IReadOnlyList<string> values, PolicyVersion version)
    {
        var templates = new Template[values.Count];
        for (var i = 0; i < templates.Length; i++)
            if (!Template.TryParse(values[i], version, wildcards: true, out templates[i]!))
                return null;
        return new ArnTest(templates);
    }

    public override TestResult Test(string value, IConditionContext context)
    {
        var parts = ArnParts.Of(value.AsSpan());
        if (!parts.IsArn) return TestResult.RequestMalformed;
        foreach (var template in _templates)
        {
            var result = template.HasVariables ? Expand(template, value, parts, context) : Compare(template.ConstantCodes, value, parts);
            if (result != TestResult.NoMatch) return result;
        }
        return TestResult.NoMatch;
    }

    private static TestResult Expand(Template template, string value, ArnParts parts, IConditionContext context)
    {
        var buffer = new CodeBuffer(stackalloc int[256]);
        var result = template.TryExpand(context, ref buffer) ? Compare(buffer.Codes, value, parts) : TestResult.NoMatch;
        buffer.Dispose();
        return result;
    }

    private static TestResult Compare(ReadOnlySpan<int> codes, ReadOnlySpan<char> value, ArnParts parts)
    {
        var pattern = ArnParts.Of(codes);
        if (!pattern.IsArn) return TestResult.PolicyMalformed;
        return Glob.IsMatch(codes[pattern.Resource], value[parts.Resource]) && Glob.IsMatch(codes[pattern.Account], value[parts.Account])
            && Glob.IsMatch(codes[pattern.Service], value[parts.Service]) && Glob.IsMatch(codes[pattern.Region], value[parts.Region])
            && Glob.IsMatch(codes[pattern.Partition], value[parts.Partition]) ? TestResult.Match : TestResult.NoMatch;
    }
}
