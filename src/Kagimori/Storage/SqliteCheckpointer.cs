using Microsoft.Data.Sqlite;

namespace Kagimori.Storage;

/// <summary>Moves the log into the database on a thread of its own, so that no commit waits for it.</summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private readonly int _lagPages;
    private volatile bool _stopping;
    private volatile bool _lagging;
    private long _made;

    public SqliteCheckpointer(string path, int checkpointPages)
    {
        _lagPages = checkpointPages * 2;
        _connection = SqliteFile.Connect(path);
        _thread = new Thread(Run) { IsBackground = true, Name = "kagimori store checkpoint" };
        _thread.Start();
    }

    public long Made => Interlocked.Read(ref _made);

    /// <summary>
    /// The log is begun anew only by a transaction that finds all of it moved, and beside a busy writer that moment does not
    /// come. When the log has grown too long the writer moves the little that is left, between two transactions.
    /// </summary>
    public bool Lagging => _lagging;

    public void CaughtUp() => _lagging = false;

    public void Request() => _wake.Set();

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _connection.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _wake.WaitOne();
            if (_stopping) return;
            try
            {
                var (logged, _) = SqliteBatch.Checkpoint(_connection, "PASSIVE");
                _lagging = logged > _lagPages;
                Interlocked.Increment(ref _made);
            }
            catch (SqliteException)
            {
                // Nothing is lost: the log still has every page. The writer meets the same disk and reports it.
            }
        }
    }
}
