using System.Text;

namespace Kagimori.Policies;

/// <summary>What a condition's expected and actual values alone do not tell.</summary>
internal static class ConditionNote
{
    /// <returns>In plain words; null where the values tell everything.</returns>
    public static string? Of(ConditionClause condition, PolicyVersion version, IConditionContext context)
    {
        var isPresent = context.TryGet(condition.Key, out var values);
        var (set, isNull) = (condition.Operator.Set, condition.Operator.Base == ConditionOperator.Null);
        List<string> notes = [.. condition.Values.Select(value => Expanded(value, version, context)).OfType<string>()];
        if (isPresent && !isNull && set == SetOperator.None && condition.Key.IsMultivaluedIn(values)) notes.Add("a key of several values is compared only with ForAnyValue or ForAllValues");
        if (!isPresent && !isNull && condition.Holds(context))
            notes.Add($"{(condition.Operator.IfExists ? "IfExists" : set == SetOperator.ForAllValues ? "ForAllValues" : condition.Operator.Base)} holds without it");
        return notes.Count == 0 ? null : string.Join("; ", notes);
    }

    // What a text with variables stands for in this request.
    private static string? Expanded(string text, PolicyVersion version, IConditionContext context)
    {
        if (!Template.TryParse(text, version, wildcards: true, out var template) || !template!.HasVariables) return null;
        var buffer = new CodeBuffer(stackalloc int[256]);
        try
        {
            if (!template.TryExpand(context, ref buffer)) return $"{text} has a variable without a value";
            var expanded = new StringBuilder();
            foreach (var code in buffer.Codes) expanded.Append(code switch { Glob.AnyRun => '*', Glob.AnyOne => '?', _ => (char)code });
            return $"{text} is {expanded}";
        }
        finally
        {
            buffer.Dispose();
        }
    }
}
