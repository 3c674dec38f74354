using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>Lists the condition keys that a request has, with their values: the decision itself asks only for those that policies name.</summary>
internal static class ContextValues
{
    public static IReadOnlyList<(string Key, ConditionValues Values)> Of(Exchange exchange, AccessTarget target, Explanation explanation)
    {
        exchange.Conditions.Target = target;
        var found = new List<(string, ConditionValues)>();
        foreach (var key in Keys(exchange, target, explanation).Distinct())
        {
            if (exchange.Conditions.TryGet(key, out var values)) found.Add((key.Text, values));
        }
        return found;
    }

    // Keys with a free part are those of the names that the request is known to have, and those that policies ask for.
    private static IEnumerable<ConditionKey> Keys(Exchange exchange, AccessTarget target, Explanation explanation)
    {
        var tagKeys = exchange.Conditions.TryGet(ConditionKey.Parse("aws:TagKeys"), out var values) ? Enumerable.Range(0, values.Count).Select(i => values[i]) : [];
        IEnumerable<string> families =
        [
            .. target.EncryptionContext?.Keys.Select(name => $"kms:EncryptionContext:{name}") ?? [],
            .. exchange.Caller.Tags.Keys.Select(name => $"aws:PrincipalTag/{name}"),
            .. target.Key?.Record.Tags.Select(tag => $"aws:ResourceTag/{tag.Key}") ?? [],
            .. tagKeys.Select(name => $"aws:RequestTag/{name}"),
        ];
        var asked = explanation.Sets.SelectMany(set => set.Policies).SelectMany(policy => policy.Statements).SelectMany(statement => statement.Conditions);
        return [.. ConditionKey.WellKnown, .. families.Concat(asked.Select(condition => condition.Key)).Select(ConditionKey.Parse)];
    }
}
