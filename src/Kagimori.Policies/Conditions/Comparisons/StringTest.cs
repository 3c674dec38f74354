namespace Kagimori.Policies;

/// <summary>StringLike, and StringEquals with variables: ordinal; wildcards only in the former.</summary>
internal sealed class StringTest : ValueTest
{
    private readonly Glob?[] _globs;
    private readonly Template[] _templates;

    private StringTest(Template[] templates)
    {
        _templates = templates;
        _globs = [.. templates.Select(t => t.HasVariables ? null : Glob.Compile(t.ConstantCodes))];
    }

    public static ValueTest? Compile(IReadOnlyList<string> values, PolicyVersion version, bool wildcards)
    {
        var templates = new Template[values.Count];
        for (var i = 0; i < templates.Length; i++)
            if (!Template.TryParse(values[i], version, wildcards, out templates[i]!))
                return null;
        return wildcards || Array.Exists(templates, template => template.HasVariables)
            ? new StringTest(templates) : new EqualsTest([.. templates.Select(template => template.ConstantText)]);
    }

    public override TestResult Test(string value, IConditionContext context)
    {
        for (var i = 0; i < _templates.Length; i++)
        {
            if (_globs[i] is { } glob ? glob.IsMatch(value) : Matches(_templates[i], value, context)) return TestResult.Match;
        }
        return TestResult.NoMatch;
    }

    // A variable without a value equals nothing, so a negated operator holds.
    private static bool Matches(Template template, string value, IConditionContext context)
    {
        var buffer = new CodeBuffer(stackalloc int[256]);
        var matches = template.TryExpand(context, ref buffer) && Glob.IsMatch(buffer.Codes, value);
        buffer.Dispose();
        return matches;
    }
}
