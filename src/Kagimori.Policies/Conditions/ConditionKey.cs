namespace Kagimori.Policies;

/// <summary>The name of a condition key, looked up once when the policy is read.</summary>
/// <remarks>Names compare without regard to case, the free part included: <c>kms:EncryptionContext:App</c> equals <c>kms:encryptioncontext:APP</c>.</remarks>
public sealed class ConditionKey : IEquatable<ConditionKey>
{
    private readonly int _hash; // made once: a context is asked for the same key again and again

    private ConditionKey(string text, WellKnownKeyFacts? facts)
    {
        Text = text;
        Known = facts?.Key ?? WellKnownKey.Unknown;
        Type = facts?.Type ?? ConditionKeyType.String;
        IsMultivalued = facts?.IsMultivalued ?? false;
        Name = (facts?.Name ?? text).ToLowerInvariant();
        Suffix = facts is { IsFamily: true } ? text[facts.Name.Length..] : null;
        _hash = StringComparer.OrdinalIgnoreCase.GetHashCode(text);
    }

    /// <summary>The name as it was written.</summary>
    public string Text { get; }

    /// <summary>The name in lower case; for a key with a free part only what precedes it, separator included: <c>aws:principaltag/</c>.</summary>
    public string Name { get; }

    /// <summary>The free part with its case kept, or null.</summary>
    public string? Suffix { get; }

    public WellKnownKey Known { get; }

    public ConditionKeyType Type { get; }

    /// <summary>Whether the key may hold several values and so needs a set operator. Unknown keys are taken as the context gives them.</summary>
    public bool IsMultivalued { get; }

    /// <summary>Every key that the product knows, but for those with a free part.</summary>
    public static IReadOnlyList<ConditionKey> WellKnown { get; } = [.. WellKnownKeys.All.Where(key => !key.IsFamily).Select(key => Parse(key.Name))];

    public static ConditionKey Parse(string text) => new(text, WellKnownKeys.Find(text));

    /// <summary>Whether these values of this key are multivalued.</summary>
    internal bool IsMultivaluedIn(ConditionValues values) =>
        Known == WellKnownKey.Unknown ? values.IsList : IsMultivalued || values.Count != 1;

    public bool Equals(ConditionKey? other) =>
        other is not null && Name == other.Name && string.Equals(Suffix, other.Suffix, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => Equals(obj as ConditionKey);

    public override int GetHashCode() => _hash;

    public override string ToString() => Text;
}
