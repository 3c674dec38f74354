namespace Kagimori.Policies;

/// <summary>StringEquals and StringLike: ordinal; wildcards only in the latter.</summary>
internal sealed class StringTest : ValueTest
{
    private readonly string?[] _literals;
    private readonly Glob?[] _globs;
    private readonly Template[] _templates;

    private StringTest(Template[] templates, bool wildcards)
    {
        _templates = templates;
        _literals = [.. templates.Select(t => t.HasVariables || wildcards ? null : t.ConstantText)];
        _globs = [.. templates.Select(t => t.HasVariables || !wildcards ? null : Glob.Compile(t.ConstantCodes))];
    }

    public static StringTest? Compile(IReadOnlyList<string> values, PolicyVersion version, bool wildcards)
    {
        var templates = new Template[values.Count];
        for (var i = 0; i < templates.Length; i++)
            if (!Template.TryParse(values[i], version, wildcards, out templates[i]!))
                return null;
        return new StringTest(templates, wildcards);
    }

    public override TestResult Test(string value, IConditionContext context)
    {
        for (var i = 0; i < _templates.Length; i++)
        {
            var matches = _literals[i] is { } literal ? value == literal
                : _globs[i] is { } glob ? glob.IsMatch(value)
                : Matches(_templates[i], value, context);
            if (matches) return TestResult.Match;
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
