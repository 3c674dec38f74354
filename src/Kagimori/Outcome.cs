namespace Kagimori;

/// <summary>A value, or the refusal that stands in its place.</summary>
/// <remarks><c>default</c> is neither and must not be returned.</remarks>
public readonly struct Outcome<T> where T : class
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>The value; null exactly when refused.</summary>
    public T? Value { get; }

    /// <summary>The refusal; null exactly when there is a value.</summary>
    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
