namespace Kagimori.Operations.Keys;

/// <summary>The external key of a KMS key in an external key store.</summary>
internal sealed record XksKeyConfiguration(string Id);
