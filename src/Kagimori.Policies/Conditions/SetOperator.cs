namespace Kagimori.Policies;

/// <summary>How the values of a request are quantified: not at all, <c>ForAllValues:</c> or <c>ForAnyValue:</c>.</summary>
public enum SetOperator { None, ForAllValues, ForAnyValue }
