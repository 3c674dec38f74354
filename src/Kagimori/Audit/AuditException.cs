namespace Kagimori.Audit;

/// <summary>The trail cannot be opened or written; the message is for the operator. A request whose record it was must be refused.</summary>
public sealed class AuditException(string message, Exception? inner = null) : Exception(message, inner);
