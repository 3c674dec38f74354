using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Kagimori.Storage;

/// <summary>Makes the file a database of the newest schema, or refuses it unchanged.</summary>
/// <remarks>
/// <c>application_id</c> says that the file is ours, <c>user_version</c> is the number of the last migration applied.
/// Migrations are the embedded files <c>Migrations/NNN_name.sql</c>; all that are missing run in one transaction.
/// </remarks>
internal static class SqliteSchema
{
    /// <summary>"KGMR" in ASCII.</summary>
    public const int ApplicationId = 0x4B474D52;

    private const string ResourcePrefix = "Kagimori.Storage.Migrations.";

    private static readonly (int Number, string Resource)[] Migrations = List();

    public static int NewestVersion => Migrations[^1].Number;

    public static void Prepare(string path)
    {
        if (!File.Exists(path)) Create(path);
        if (new FileInfo(path).Length > 0) Check(path);
        Migrate(path);
    }

    /// <summary>Refuses a file that this version cannot read as it is.</summary>
    public static void CheckNewest(string path)
    {
        Check(path);
        using var connection = SqliteFile.Connect(path, SqliteOpenMode.ReadOnly);
        if (SqliteFile.Number(connection, "PRAGMA user_version") != NewestVersion)
            throw new StoreException($"{path} was made by an older version of Kagimori: start the service once, so that it is migrated.");
    }

    private static void Create(string path)
    {
        new FileStream(path, DurableFile.Private(FileMode.CreateNew)).Dispose();
        DurableFile.SyncFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Looks through a read-only connection, so that a refused file keeps every byte.</summary>
    private static void Check(string path)
    {
        using var connection = SqliteFile.Connect(path, SqliteOpenMode.ReadOnly);
        var application = SqliteFile.Number(connection, "PRAGMA application_id");
        var version = SqliteFile.Number(connection, "PRAGMA user_version");
        var empty = SqliteFile.Number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !(application == 0 && empty))
            throw new StoreException($"{path} is a SQLite database of another application; it is left as it is.");
        if (version > NewestVersion)
            throw new StoreException(
                $"{path} has schema {version}; this version of Kagimori knows schemas up to {NewestVersion}. " +
                "It is left as it is: start the version that wrote it, or a newer one.");
    }

    private static void Migrate(string path)
    {
        using var connection = SqliteFile.Connect(path);
        SqliteFile.Execute(connection, "PRAGMA journal_mode = WAL");
        var version = SqliteFile.Number(connection, "PRAGMA user_version");
        if (version == NewestVersion) return;

        SqliteFile.Execute(connection, "PRAGMA synchronous = FULL");
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var (number, resource) in Migrations)
        {
            if (number > version) SqliteFile.Execute(connection, Read(resource));
        }
        // Both numbers are part of the file's first page: they change with the transaction or not at all.
        SqliteFile.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        SqliteFile.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {NewestVersion}"));
        transaction.Commit();
    }

    private static (int, string)[] List()
    {
        var found = new List<(int Number, string Resource)>();
        foreach (var name in typeof(SqliteSchema).Assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal)) continue;
            var number = int.Parse(name.AsSpan(ResourcePrefix.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            found.Add((number, name));
        }
        found.Sort((left, right) => left.Number.CompareTo(right.Number));
        return [.. found];
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(SqliteSchema).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
