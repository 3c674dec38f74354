namespace Kagimori.Storage;

/// <summary>The store cannot be opened, read or written; the message is for the operator.</summary>
/// <remarks>Thrown by a commit, it means: not acknowledged. Whether it survives a crash at that moment is not known.</remarks>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
