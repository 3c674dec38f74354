namespace Kagimori.Tests.CustomKeyStores;

/// <summary>A secret key in a token as another program sees it.</summary>
internal sealed record TokenKey(string Id, string Label, bool IsExtractable, bool IsSensitive, int Length, bool WasNeverExtractable);
