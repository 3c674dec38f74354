namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What a proxy answered, or how the call failed.</summary>
/// <remarks><c>default</c> is neither and must not be returned.</remarks>
internal readonly struct XksResult<T> where T : class
{
    private XksResult(T? value, XksFailure failure)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>The answer; null exactly when the call failed.</summary>
    public T? Value { get; }

    /// <summary>None exactly when there is an answer.</summary>
    public XksFailure Failure { get; }

    public static implicit operator XksResult<T>(T value) => new(value, XksFailure.None);

    public static implicit operator XksResult<T>(XksFailure failure) => new(null, failure);
}
