namespace Kagimori.Policies;

/// <summary>Bool: the text "true" in any case is true, every other text is false, on both sides.</summary>
internal sealed class BoolTest : ValueTest
{
    private readonly bool _true, _false;
    private readonly Template[] _templates;

    private BoolTest(List<Template> constants, Template[] templates)
    {
        _templates = templates;
        _true = constants.Exists(t => IsTrue(t.ConstantText));
        _false = constants.Exists(t => !IsTrue(t.ConstantText));
    }

    public static BoolTest? Compile(IReadOnlyList<string> values, PolicyVersion version)
    {
        var templates = new List<Template>();
        foreach (var value in values)
        {
            if (!Template.TryParse(value, version, wildcards: false, out var template)) return null;
            templates.Add(template!);
        }
        return new BoolTest(templates.FindAll(t => !t.HasVariables), [.. templates.Where(t => t.HasVariables)]);
    }

    public override TestResult Test(string value, IConditionContext context)
    {
        var wanted = IsTrue(value);
        if (wanted ? _true : _false) return TestResult.Match;
        foreach (var template in _templates)
            if (Matches(template, wanted, context))
                return TestResult.Match;
        return TestResult.NoMatch;
    }

    private static bool Matches(Template template, bool wanted, IConditionContext context)
    {
        var buffer = new CodeBuffer(stackalloc int[64]);
        var matches = template.TryExpand(context, ref buffer) && IsTrue(buffer.Codes) == wanted;
        buffer.Dispose();
        return matches;
    }

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(ReadOnlySpan<int> codes)
    {
        const string word = "true";
        if (codes.Length != word.Length) return false;
        for (var i = 0; i < word.Length; i++)
            if ((codes[i] | 0x20) != word[i])
                return false;
        return true;
    }
}
