using System.Text;

namespace Kagimori.Policies;

/// <summary>StringEqualsIgnoreCase: both sides in lower case, see <see cref="LowerCase"/>.</summary>
internal sealed class IgnoreCaseTest : ValueTest
{
    private readonly string?[] _lower;
    private readonly Template[] _templates;

    private IgnoreCaseTest(Template[] templates)
    {
        _templates = templates;
        _lower = [.. templates.Select(t => t.HasVariables ? null : LowerCase.Of(t.ConstantText))];
    }

    public static IgnoreCaseTest? Compile(IReadOnlyList<string> values, PolicyVersion version)
    {
        var templates = new Template[values.Count];
        for (var i = 0; i < templates.Length; i++)
            if (!Template.TryParse(values[i], version, wildcards: false, out templates[i]!))
                return null;
        return new IgnoreCaseTest(templates);
    }

    public override TestResult Test(string value, IConditionContext context)
    {
        for (var i = 0; i < _templates.Length; i++)
            if (_lower[i] is { } lower ? Equal(value, lower) : Matches(_templates[i], value, context))
                return TestResult.Match;
        return TestResult.NoMatch;
    }

    private static bool Equal(string value, string lower) =>
        Ascii.IsValid(value) ? Ascii.EqualsIgnoreCase(value, lower) : LowerCase.Of(value) == lower;

    private static bool Matches(Template template, string value, IConditionContext context)
    {
        var buffer = new CodeBuffer(stackalloc int[256]);
        try
        {
            if (!template.TryExpand(context, ref buffer)) return false;
            var text = new StringBuilder(buffer.Codes.Length);
            foreach (var code in buffer.Codes) text.Append((char)code);
            return Equal(value, LowerCase.Of(text.ToString()));
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
