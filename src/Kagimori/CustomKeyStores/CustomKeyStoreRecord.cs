using System.Text.Json.Serialization;

namespace Kagimori.CustomKeyStores;

/// <summary>A custom key store as it is stored.</summary>
public sealed record CustomKeyStoreRecord
{
    /// <summary><c>cks-</c> and 17 hex digits.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was asked for last and came of it: the same for every node, whatever connections a node has open.</summary>
    public string ConnectionState { get; init; } = CustomKeyStores.ConnectionState.Disconnected;

    /// <summary>Set exactly while the state is FAILED.</summary>
    public string? ConnectionErrorCode { get; init; }

    /// <summary>Counts every change of what a connection is made with, and every new connecting: a connection of an earlier revision is of no use.</summary>
    public int Revision { get; init; }

    /// <summary>Set exactly for the type AWS_CLOUDHSM.</summary>
    public CloudHsmRecord? CloudHsm { get; init; }

    /// <summary>Set exactly for the type EXTERNAL_KEY_STORE.</summary>
    public XksProxyRecord? XksProxy { get; init; }

    [JsonIgnore]
    public bool IsConnected => ConnectionState == CustomKeyStores.ConnectionState.Connected;
}
