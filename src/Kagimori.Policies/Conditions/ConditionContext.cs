namespace Kagimori.Policies;

/// <summary>A context held in a dictionary. Names compare without regard to case; a key set twice keeps the last value.</summary>
/// <remarks>A key unknown to the product is multivalued exactly when it is given as a list.</remarks>
public sealed class ConditionContext : IConditionContext
{
    private readonly Dictionary<ConditionKey, ConditionValues> _values = [];

    public static ConditionContext Empty => new();

    /// <summary>The names in the order in which they were set.</summary>
    public IEnumerable<string> Names => _values.Keys.Select(key => key.Text);

    public ConditionValues this[string name]
    {
        get => _values[ConditionKey.Parse(name)];
        set => _values[ConditionKey.Parse(name)] = value;
    }

    public ConditionContext With(string name, string value)
    {
        _values[ConditionKey.Parse(name)] = value;
        return this;
    }

    public ConditionContext With(string name, params string[] values)
    {
        _values[ConditionKey.Parse(name)] = values;
        return this;
    }

    public bool TryGet(ConditionKey key, out ConditionValues values) => _values.TryGetValue(key, out values);
}
