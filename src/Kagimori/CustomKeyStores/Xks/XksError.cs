namespace Kagimori.CustomKeyStores.Xks;

/// <summary>How a proxy says no.</summary>
/// <param name="ErrorMessage">Printable ASCII, less than 512 characters.</param>
internal sealed record XksError(string ErrorName, string? ErrorMessage);
