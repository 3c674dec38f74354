namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Makes private keys that take long (an RSA key takes up to seconds) on a few threads of their own, which give way to requests.</summary>
/// <remarks>
/// One worker for each core but one, each of low priority, so that requests are always served first; a worker ends when nothing is left to do.
/// At most <see cref="QueueLength"/> requests wait. A kind that was asked for twice has one key ready in advance from then on, made when nobody
/// waits, kept in memory alone and zeroed when it is not used. Safe for concurrent use.
/// </remarks>
internal sealed class KeyPairGenerator(RandomSource random) : IDisposable
{
    public const int QueueLength = 64;

    private static readonly int MaxWorkers = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly Lock _gate = new();
    private readonly Queue<Job> _waiting = new();
    private readonly HashSet<KeyPairAlgorithm> _asked = [];
    private readonly HashSet<KeyPairAlgorithm> _toPrepare = [];
    private readonly Dictionary<KeyPairAlgorithm, KeyMaterial> _ready = [];
    private int _workers;
    private bool _isDisposed;

    /// <summary>A new private key; null when too many requests wait already.</summary>
    public ValueTask<KeyMaterial?> TryGenerateAsync(KeyPairAlgorithm algorithm, CancellationToken cancel)
    {
        if (!algorithm.IsSlow) return new(algorithm.Generate(random));
        Job job;
        lock (_gate)
        {
            if (!_asked.Add(algorithm)) _toPrepare.Add(algorithm);
            if (_ready.Remove(algorithm, out var ready))
            {
                StartWorker();
                return new(ready);
            }
            if (_waiting.Count >= QueueLength) return new((KeyMaterial?)null);
            job = new Job(algorithm, new TaskCompletionSource<KeyMaterial>(TaskCreationOptions.RunContinuationsAsynchronously), cancel);
            _waiting.Enqueue(job);
            StartWorker();
        }
        return new(WaitAsync(job));
    }

    /// <summary>Zeroes the keys that were made in advance; whoever still waits for one waits in vain.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _toPrepare.Clear();
            while (_waiting.TryDequeue(out var job)) job.Waiting!.TrySetCanceled(CancellationToken.None);
            foreach (var material in _ready.Values) material.Dispose();
            _ready.Clear();
        }
    }

    private static async Task<KeyMaterial?> WaitAsync(Job job) => await job.Waiting!.Task.WaitAsync(job.Cancel);

    // Under the lock.
    private void StartWorker()
    {
        if (_workers >= MaxWorkers) return;
        _workers++;
        new Thread(Work) { IsBackground = true, Name = "kagimori key pairs", Priority = ThreadPriority.BelowNormal }.Start();
    }

    private void Work()
    {
        LowPriority.Take();
        while (Next() is { } job) Do(job);
    }

    /// <summary>Those who wait come first, then what is made in advance; null ends the worker.</summary>
    private Job? Next()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var job)) return job;
            while (_toPrepare.FirstOrDefault() is { } algorithm)
            {
                _toPrepare.Remove(algorithm);
                if (!_ready.ContainsKey(algorithm)) return new Job(algorithm, null, default);
            }
            _workers--;
            return null;
        }
    }

    private void Do(Job job)
    {
        if (job.Cancel.IsCancellationRequested) return;
        try
        {
            var material = TakeReady(job) ?? job.Algorithm.Generate(random);
            if (job.Waiting is null) Keep(job.Algorithm, material);
            // One whose request has gone meanwhile is nobody's.
            else if (job.Cancel.IsCancellationRequested || !job.Waiting.TrySetResult(material)) material.Dispose();
        }
        catch (Exception e)
        {
            // Whatever it was belongs to the one who waits; the worker goes on.
            job.Waiting?.TrySetException(e);
        }
    }

    // For one who has waited while it was made.
    private KeyMaterial? TakeReady(Job job)
    {
        if (job.Waiting is null) return null;
        lock (_gate) return _ready.Remove(job.Algorithm, out var ready) ? ready : null;
    }

    private void Keep(KeyPairAlgorithm algorithm, KeyMaterial material)
    {
        lock (_gate)
        {
            if (!_isDisposed && _ready.TryAdd(algorithm, material)) return;
        }
        material.Dispose();
    }

    /// <summary>A key to make; with nobody waiting it is made in advance.</summary>
    private sealed record Job(KeyPairAlgorithm Algorithm, TaskCompletionSource<KeyMaterial>? Waiting, CancellationToken Cancel);
}
