using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Makes private keys that take long (an RSA key takes up to seconds) on a few threads of their own turn, never on a request's.</summary>
/// <remarks>
/// One worker for each core but one, so that a core is always left for requests. At most <see cref="QueueLength"/> requests wait.
/// A kind that was asked for before has one key ready in advance, made when nobody waits.
/// </remarks>
internal sealed class KeyPairGenerator(RandomSource random)
{
    public const int QueueLength = 64;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(QueueLength);
    private readonly ConcurrentDictionary<KeyPairAlgorithm, ConcurrentQueue<KeyMaterial>> _ready = new();
    private int _workers;

    /// <summary>A new private key; null when too many requests wait already.</summary>
    public ValueTask<KeyMaterial?> TryGenerateAsync(KeyPairAlgorithm algorithm, CancellationToken cancel)
    {
        if (!algorithm.IsSlow) return new(algorithm.Generate(random));
        var isKnown = _ready.TryGetValue(algorithm, out var ready);
        if (isKnown && ready!.TryDequeue(out var material))
        {
            Prepare(algorithm);
            return new(material);
        }
        _ready.TryAdd(algorithm, new());
        var job = new Job(algorithm, new TaskCompletionSource<KeyMaterial>(TaskCreationOptions.RunContinuationsAsynchronously), cancel);
        if (!_jobs.Writer.TryWrite(job)) return new((KeyMaterial?)null);
        if (isKnown) Prepare(algorithm);
        Start();
        return new(WaitAsync(job));
    }

    private static async Task<KeyMaterial?> WaitAsync(Job job) => await job.Waiting!.Task.WaitAsync(job.Cancel);

    private void Prepare(KeyPairAlgorithm algorithm)
    {
        _jobs.Writer.TryWrite(new Job(algorithm, null, default));
        Start();
    }

    private void Start()
    {
        var count = Math.Max(1, Environment.ProcessorCount - 1);
        while (Volatile.Read(ref _workers) < count)
        {
            if (Interlocked.Increment(ref _workers) > count) return;
            _ = Task.Run(WorkAsync);
        }
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync()) Do(job);
    }

    private void Do(Job job)
    {
        // A key in advance is made only for a kind that has none, and when nobody waits.
        if (job.Cancel.IsCancellationRequested) return;
        if (job.Waiting is null && (_jobs.Reader.Count > 0 || !_ready[job.Algorithm].IsEmpty)) return;
        try
        {
            var material = job.Algorithm.Generate(random);
            if (job.Waiting is null) _ready[job.Algorithm].Enqueue(material);
            else job.Waiting.SetResult(material);
        }
        catch (Exception e)
        {
            // Whatever it was belongs to the one who waits; the worker goes on.
            job.Waiting?.TrySetException(e);
        }
    }

    /// <summary>A key to make; with nobody waiting it is made in advance.</summary>
    private readonly record struct Job(KeyPairAlgorithm Algorithm, TaskCompletionSource<KeyMaterial>? Waiting, CancellationToken Cancel);
}
