using System.Text;

namespace Kagimori.Policies;

/// <summary>A policy text that may hold variables: <c>${key}</c>, <c>${key, 'default'}</c>, and the literal characters <c>${*}</c> <c>${?}</c> <c>${$}</c>.</summary>
/// <remarks>
/// Under version 2008-10-17 every text is literal. A substituted value means only itself: wildcards in it are plain characters.
/// A variable cannot be resolved when its key is multivalued, or absent without a default.
/// </remarks>
internal sealed class Template
{
    private readonly TemplatePart[] _parts;

    private Template(TemplatePart[] parts) => _parts = parts;

    public bool HasVariables => _parts.Length != 1 || _parts[0].Variable is not null;

    /// <summary>The condition keys that its variables stand for.</summary>
    public IEnumerable<ConditionKey> Variables => _parts.Select(part => part.Variable).OfType<ConditionKey>();

    /// <summary>The codes of a template without variables.</summary>
    public ReadOnlySpan<int> ConstantCodes => _parts[0].Codes;

    /// <summary>The text of a template without variables, its wildcards written as themselves.</summary>
    public string ConstantText
    {
        get
        {
            var text = new StringBuilder();
            foreach (var code in ConstantCodes)
                text.Append(code switch { Glob.AnyRun => '*', Glob.AnyOne => '?', _ => (char)code });
            return text.ToString();
        }
    }

    /// <summary>False when a <c>${</c> is never closed.</summary>
    public static bool TryParse(string text, PolicyVersion version, bool wildcards, out Template? template)
    {
        template = null;
        if (version == PolicyVersion.V2008 || !text.Contains("${", StringComparison.Ordinal))
        {
            template = new Template([new TemplatePart(Glob.CodesOf(text, wildcards), null, null)]);
            return true;
        }

        var parts = new List<TemplatePart>();
        var constant = new List<int>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            constant.AddRange(Glob.CodesOf(text.AsSpan(at..(open < 0 ? text.Length : open)), wildcards));
            if (open < 0) break;
            var close = text.IndexOf('}', open);
            if (close < 0) return false;
            var inside = text[(open + 2)..close];
            if (inside is "*" or "?" or "$")
            {
                constant.Add(inside[0]);
            }
            else
            {
                if (constant.Count > 0) parts.Add(new TemplatePart([.. constant], null, null));
                constant.Clear();
                parts.Add(Variable(inside));
            }
            at = close + 1;
        }
        if (constant.Count > 0 || parts.Count == 0) parts.Add(new TemplatePart([.. constant], null, null));
        template = new Template([.. parts]);
        return true;
    }

    /// <summary>Writes the template with the request's values in place of its variables; false when one cannot be resolved.</summary>
    public bool TryExpand(IConditionContext context, ref CodeBuffer buffer)
    {
        foreach (var part in _parts)
        {
            if (part.Variable is null)
            {
                buffer.Append(part.Codes);
            }
            else if (context.TryGet(part.Variable, out var values))
            {
                if (part.Variable.IsMultivaluedIn(values)) return false;
                buffer.AppendLiteral(values[0]);
            }
            else if (part.Default is not null && !part.Variable.IsMultivalued)
            {
                buffer.AppendLiteral(part.Default);
            }
            else
            {
                return false;
            }
        }
        return true;
    }

    private static TemplatePart Variable(string inside)
    {
        var comma = inside.IndexOf(", '", StringComparison.Ordinal);
        return comma >= 0 && inside.EndsWith('\'') && inside.Length > comma + 3
            ? new TemplatePart([], ConditionKey.Parse(inside[..comma].Trim()), inside[(comma + 3)..^1])
            : new TemplatePart([], ConditionKey.Parse(inside.Trim()), null);
    }
}
