namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>Too many calls wait for a token, or it is being disconnected: nothing was done.</summary>
internal sealed class WorkersBusyException() : Exception("Too many calls wait for a thread.");
