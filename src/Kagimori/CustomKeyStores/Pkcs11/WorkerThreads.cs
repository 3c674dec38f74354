using System.Collections.Concurrent;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>Threads of their own for calls that block, so that a token that hangs never holds up requests that do not need it.</summary>
/// <remarks>
/// Safe for concurrent use. Bounded on every side: so many threads, so many calls that wait, and so long until a caller is told.
/// A call that does not come back keeps its thread; callers whose time is up are gone, and their calls are not begun any more.
/// </remarks>
internal sealed class WorkerThreads : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _calls;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeSpan _patience;
    private int _running;

    /// <param name="maximumWaiting">How many calls may wait for a thread.</param>
    /// <param name="patience">How long a call may take, its waiting included.</param>
    public WorkerThreads(string name, int threads, int maximumWaiting, TimeSpan patience)
    {
        _calls = new BlockingCollection<Action>(maximumWaiting);
        _patience = patience;
        _running = threads;
        for (var i = 0; i < threads; i++) new Thread(Serve) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>Runs a call on one of the threads.</summary>
    /// <exception cref="TimeoutException">It has not come back in time. Whether it had an effect is not known.</exception>
    /// <exception cref="WorkersBusyException">Too many calls wait already; this one was not made.</exception>
    public async Task<T> RunAsync<T>(Func<T> call)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isGone = 0;
        if (!TryAdd(() =>
        {
            if (Volatile.Read(ref isGone) != 0) return;
            try
            {
                answer.SetResult(call());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        })) throw new WorkersBusyException();
        try
        {
            return await answer.Task.WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            Volatile.Write(ref isGone, 1);
            throw;
        }
    }

    /// <summary>Ends the threads once what waits is done; waits for them no longer than for a call.</summary>
    public async ValueTask DisposeAsync()
    {
        _calls.CompleteAdding();
        try
        {
            await _ended.Task.WaitAsync(_patience);
            _calls.Dispose();
        }
        catch (TimeoutException)
        {
            // A thread hangs in a call. It has nothing left to do when it comes back.
        }
    }

    private bool TryAdd(Action call)
    {
        try
        {
            return _calls.TryAdd(call);
        }
        catch (InvalidOperationException)
        {
            return false; // The threads have been told to end.
        }
    }

    private void Serve()
    {
        foreach (var call in _calls.GetConsumingEnumerable()) call();
        if (Interlocked.Decrement(ref _running) == 0) _ended.SetResult();
    }
}
