namespace Kagimori.CustomKeyStores;

/// <summary>Connection states of a custom key store by their wire names.</summary>
public static class ConnectionState
{
    public const string Connected = "CONNECTED";
    public const string Connecting = "CONNECTING";
    public const string Failed = "FAILED";
    public const string Disconnected = "DISCONNECTED";
    public const string Disconnecting = "DISCONNECTING";
}
