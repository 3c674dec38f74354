namespace Kagimori.Operations.Identities;

/// <summary>A part of a record: how to read it, and how to make the record that has another.</summary>
internal sealed record Part<T, TValue>(Func<T, TValue> Get, Func<T, TValue, T> With);
