namespace Kagimori.Policies;

/// <summary>The values a request has for one condition key: one text, or a list that may be empty.</summary>
/// <remarks>An empty list is present. <c>default</c> is an empty list.</remarks>
public readonly struct ConditionValues
{
    private readonly string? _single;
    private readonly IReadOnlyList<string>? _list;

    public ConditionValues(string value) => _single = value;

    public ConditionValues(IReadOnlyList<string> values) => _list = values;

    public bool IsList => _single is null;

    public int Count => _single is not null ? 1 : _list?.Count ?? 0;

    public string this[int index] => _single ?? _list![index];

    public static implicit operator ConditionValues(string value) => new(value);

    public static implicit operator ConditionValues(string[] values) => new(values);

    public override string ToString() => _single ?? "[" + string.Join(", ", _list ?? []) + "]";
}
