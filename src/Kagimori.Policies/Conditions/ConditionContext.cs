namespace Kagimori.Policies;

/// <summary>A context held in a dictionary. Names compare without regard to case; a key set twice keeps the last value.</summary>
/// <remarks>A key unknown to the product is multivalued exactly when it is given as a list.</remarks>
public sealed class ConditionContext : IConditionContext
{
    private readonly Dictionary<string, ConditionValues> _values = new(StringComparer.OrdinalIgnoreCase);

    public static ConditionContext Empty => new();

    /// <summary>The names in the order in which they were set.</summary>
    public IEnumerable<string> Names => _values.Keys;

    public ConditionValues this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    public ConditionContext With(string name, string value)
    {
        _values[name] = value;
        return this;
    }

    public ConditionContext With(string name, params string[] values)
    {
        _values[name] = values;
        return this;
    }

    public bool TryGet(ConditionKey key, out ConditionValues values) => _values.TryGetValue(key.Text, out values);
}
