namespace Kagimori.Policies;

/// <summary>A piece of a template: fixed codes, or a variable with perhaps a default.</summary>
internal readonly record struct TemplatePart(int[] Codes, ConditionKey? Variable, string? Default);
