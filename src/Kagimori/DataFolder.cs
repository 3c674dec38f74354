using System.Text;
using Kagimori.Audit;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Organizations;
using Kagimori.Storage;

namespace Kagimori;

/// <summary>Everything a service keeps on disk, opened: root key, database, audit trail.</summary>
/// <remarks>
/// <code>
/// DATA/            0700
///   root.key       0600  the root key; without it nothing else can be read
///   kagimori.db          accounts, identities, keys (secrets wrapped under the root key)
///   audit/               the audit trail
/// </code>
/// </remarks>
public sealed class DataFolder : IAsyncDisposable
{
    private const string RootKeyName = "root.key";
    private const string DatabaseName = "kagimori.db";
    private const string AuditName = "audit";
    private static readonly RecordKey CheckKey = new(RecordKind.Meta, "", "root-key-check");

    private DataFolder(RootKey rootKey, SqliteStore store, AuditTrail audit, Engine engine)
    {
        RootKey = rootKey;
        Store = store;
        Audit = audit;
        Engine = engine;
    }

    public Engine Engine { get; }

    private RootKey RootKey { get; }

    private SqliteStore Store { get; }

    private AuditTrail Audit { get; }

    public static string AuditDirectory(string path) => Path.Combine(path, AuditName);

    /// <summary>Opens a data folder, or makes it on first use.</summary>
    /// <exception cref="StoreException">The folder cannot be opened; the message says why, and nothing was changed.</exception>
    /// <exception cref="AuditException">The audit trail cannot be opened.</exception>
    public static async Task<DataFolder> OpenAsync(DataFolderSettings settings)
    {
        var database = Path.Combine(settings.Path, DatabaseName);
        var rootKey = OpenRootKey(settings, Path.Combine(settings.Path, RootKeyName), isFirstUse: !File.Exists(database));
        SqliteStore? store = null;
        try
        {
            store = SqliteStore.Open(database);
            await CheckAsync(store, rootKey, settings.Path);
            var audit = AuditTrail.Open(AuditDirectory(settings.Path), settings.AuditMode, TimeProvider.System);
            return new DataFolder(rootKey, store, audit, NewEngine(settings, rootKey, store, audit));
        }
        catch
        {
            if (store is not null) await store.DisposeAsync();
            rootKey.Dispose();
            throw;
        }
    }

    /// <summary>Opens a folder's database only to read what is not secret, also while a service has the folder.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be read.</exception>
    public static SqliteStore OpenToRead(string path) => SqliteStore.OpenToRead(Path.Combine(path, DatabaseName));

    /// <summary>Deletes the database of a folder that is not open; root key and audit trail stay.</summary>
    public static void DeleteDatabase(string path)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" }) File.Delete(Path.Combine(path, DatabaseName + suffix));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.CloseAsync();
        await Audit.DisposeAsync();
        await Store.DisposeAsync();
        RootKey.Dispose();
    }

    private static RootKey OpenRootKey(DataFolderSettings settings, string file, bool isFirstUse)
    {
        if (isFirstUse) DurableFile.CreateFolder(settings.Path);
        RootKey? rootKey;
        string? problem;
        var opened = isFirstUse && !File.Exists(file)
            ? RootKeyFile.TryCreate(file, settings.Random, out rootKey, out problem)
            : RootKeyFile.TryRead(file, settings.Random, out rootKey, out problem);
        return opened ? rootKey! : throw new StoreException(problem!);
    }

    // INVARIANT: a database is written to only after its root key has been proved to be the right one.
    private static async Task CheckAsync(SqliteStore store, RootKey rootKey, string path)
    {
        if (await store.ReadAsync(CheckKey) is { } stored)
        {
            if (Encoding.UTF8.GetString(stored.Body.Span) == rootKey.CheckValue) return;
            throw new StoreException($"The root key in '{Path.Combine(path, RootKeyName)}' is not the one this database was made with. Nothing was changed.");
        }
        var changes = new ChangeSet();
        changes.Create(CheckKey, Encoding.UTF8.GetBytes(rootKey.CheckValue));
        await store.CommitAsync(changes);
    }

    private static Engine NewEngine(DataFolderSettings settings, RootKey rootKey, SqliteStore store, AuditTrail audit)
    {
        var tokens = new SessionTokens(rootKey.DeriveKey("session tokens"), settings.Random);
        return new Engine
        {
            Store = store,
            RootKey = rootKey,
            Keys = new KeySnapshots(store, rootKey),
            Callers = new Callers(store, rootKey, tokens),
            Organizations = new OrganizationSnapshots(store),
            SessionTokens = tokens,
            Audit = audit,
            Random = settings.Random,
            Time = settings.Time,
            ClockWindow = settings.ClockWindow,
            Attestation = settings.Attestation,
            DenialDetail = settings.DenialDetail,
            CloudHsmClusters = settings.CloudHsmClusters,
            XksProxy = settings.XksProxy,
            TrustedCallers = settings.TrustedCallers,
            GrantPropagation = settings.GrantPropagation,
            XksTransport = settings.XksTransport,
            OidcTransport = settings.OidcTransport,
        };
    }
}
