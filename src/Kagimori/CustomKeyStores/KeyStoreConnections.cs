using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.CloudHsm;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori.CustomKeyStores;

/// <summary>The connections of this node to the backing key stores of custom key stores. Safe for concurrent use.</summary>
/// <remarks>
/// Whether a custom key store is connected is told by its record, for all nodes alike; this is only what follows from it here. So a
/// node that starts connects what the records call connected, and a node whose connection is not needed any more closes it.
/// </remarks>
internal sealed class KeyStoreConnections(
    CloudHsmClusters clusters, XksTransport transport, SqliteStore store, RootKey rootKey, RandomSource random, TimeProvider time, TimeProvider signatureTime)
    : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Connection> _open = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _isClosed;

    /// <summary>Connects a key store, unless this revision of it is connected or being connected already.</summary>
    /// <returns>Null, or one of <see cref="ConnectionErrorCode"/>.</returns>
    public Task<string?> ConnectAsync(KeyPartition partition, CustomKeyStoreRecord keyStore) => Open(partition, keyStore).Connecting;

    /// <summary>The backing key store of a key store that its record calls connected; connects it first if this node is not.</summary>
    public async ValueTask<Outcome<BackingKeyStore>> GetAsync(KeyPartition partition, CustomKeyStoreRecord keyStore)
    {
        var connection = Open(partition, keyStore);
        if (connection.Backing is { NeedsConnection: false } backing) return backing;
        return await connection.Connecting switch
        {
            null => connection.Backing!,
            ConnectionErrorCode.UserLockedOut => KeyStoreRefusals.UserLockedOut(),
            var error => KeyStoreRefusals.ClusterUnreachable() with { Reason = error },
        };
    }

    /// <summary>Proves that an external key store's proxy can be called, before it is configured so.</summary>
    public async Task<Refusal?> CheckProxyAsync(KeyPartition partition, CustomKeyStoreRecord keyStore, KeyStoreCaller caller)
    {
        var metadata = new XksRequestMetadata { KmsOperation = caller.Operation, KmsRequestId = caller.RequestId };
        var health = await ClientOf(partition, keyStore, keyStore.XksProxy!).GetHealthStatusAsync(metadata);
        return health.Failure == XksFailure.None ? null : XksFailures.OfKeyStore(health.Failure);
    }

    /// <summary>Begins the connections that the records ask for, and ends the others.</summary>
    public async ValueTask ReconcileAsync()
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in await CustomKeyStoreRecords.Sets.ScanAsync(store, CustomKeyStoreRecords.Partition))
        {
            foreach (var keyStore in set.Value.Stores)
            {
                // What is on its way to another state is somebody's work already.
                if (keyStore.ConnectionState is not (ConnectionState.Disconnected or ConnectionState.Failed)) wanted.Add(keyStore.Id);
                // Nobody waits for it: a request that needs it does.
                if (keyStore.IsConnected) _ = ConnectAsync(KeyPartition.Parse(set.Key.Id), keyStore);
            }
        }
        string[] unwanted;
        lock (_lock) unwanted = [.. _open.Keys.Where(id => !wanted.Contains(id))];
        foreach (var id in unwanted) _ = CloseAsync(id);
    }

    /// <summary>Ends the connection with a key store, if there is one.</summary>
    public async Task CloseAsync(string keyStoreId)
    {
        Connection? connection;
        lock (_lock) connection = _open.GetValueOrDefault(keyStoreId);
        if (connection is null) return;
        await connection.CloseAsync();
        // Until it is closed it stands there, for the next one to wait for.
        lock (_lock)
        {
            if (_open.GetValueOrDefault(keyStoreId) == connection) _open.Remove(keyStoreId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Connection[] all;
        lock (_lock)
        {
            _isClosed = true;
            all = [.. _open.Values];
            _open.Clear();
        }
        await Task.WhenAll(all.Select(connection => connection.CloseAsync()));
        transport.Dispose();
    }

    private Connection Open(KeyPartition partition, CustomKeyStoreRecord keyStore)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var earlier = _open.GetValueOrDefault(keyStore.Id);
            if (earlier is not null && earlier.Revision >= keyStore.Revision && !earlier.IsClosing && !MayTryAgain(earlier)) return earlier;
            return _open[keyStore.Id] = new Connection(keyStore.Revision, Create(partition, keyStore), earlier, time.GetUtcNow());
        }
    }

    // A refused password stays refused until somebody connects anew: offering it again would lock the user out.
    private bool MayTryAgain(Connection connection) =>
        connection.Connecting is { IsCompletedSuccessfully: true, Result: { } error } &&
        error is ConnectionErrorCode.NetworkErrors or ConnectionErrorCode.InsufficientHsms or ConnectionErrorCode.InternalError &&
        time.GetUtcNow() - connection.BegunAt >= RetryInterval;

    // Null when there is nothing to connect to: the cluster is not configured (any more).
    private BackingKeyStore? Create(KeyPartition partition, CustomKeyStoreRecord keyStore)
    {
        if (keyStore.XksProxy is { } proxy) return new ExternalKeyStore(ClientOf(partition, keyStore, proxy), random);
        return keyStore.CloudHsm is { } cloudHsm && clusters.Find(partition, cloudHsm.ClusterId) is { } cluster
            ? new CloudHsmKeyStore(cluster, Unwrap(cloudHsm.WrappedPassword, keyStore), random) : null;
    }

    private XksClient ClientOf(KeyPartition partition, CustomKeyStoreRecord keyStore, XksProxyRecord proxy)
    {
        var secret = Unwrap(proxy.WrappedSecretAccessKey, keyStore);
        return new XksClient(transport, new XksProxyAddress(proxy.UriEndpoint, proxy.UriPath, partition.Region, proxy.AccessKeyId, secret), signatureTime);
    }

    private KeyMaterial Unwrap(byte[] wrapped, CustomKeyStoreRecord keyStore) =>
        rootKey.TryUnwrap(wrapped, KeyStoreSecrets.OwnerOf(keyStore.Id), out var secret)
            ? secret : throw new StoreException($"The secret of the custom key store {keyStore.Id} does not open under the root key.");

    private sealed class Connection
    {
        private readonly Lock _lock = new();
        private Task? _closing;

        public Connection(int revision, BackingKeyStore? backing, Connection? earlier, DateTimeOffset begunAt)
        {
            Revision = revision;
            Backing = backing;
            BegunAt = begunAt;
            Connecting = ConnectAsync(earlier);
        }

        public int Revision { get; }

        public BackingKeyStore? Backing { get; }

        public DateTimeOffset BegunAt { get; }

        public Task<string?> Connecting { get; }

        public bool IsClosing => Volatile.Read(ref _closing) is not null;

        /// <summary>Closes it, or waits until it is closed.</summary>
        public Task CloseAsync()
        {
            lock (_lock) return _closing ??= CloseNowAsync();
        }

        private async Task CloseNowAsync()
        {
            await Connecting;
            if (Backing is not null) await Backing.DisposeAsync();
        }

        // The earlier connection is ended first: both would log in to the same token, and its end would log this one out.
        private async Task<string?> ConnectAsync(Connection? earlier)
        {
            if (earlier is not null) await earlier.CloseAsync();
            return Backing is null ? ConnectionErrorCode.ClusterNotFound : await Backing.ConnectAsync();
        }
    }
}
