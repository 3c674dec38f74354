using Kagimori.CustomKeyStores.Pkcs11;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>Calls that block hold up nobody but those who wait for them, and not for ever.</summary>
public sealed class WorkerThreadsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_call_that_hangs_keeps_its_thread_and_no_other()
    {
        using var hang = new ManualResetEventSlim();
        await using var threads = new WorkerThreads("test", threads: 2, maximumWaiting: 8, Long);
        var hanging = threads.RunAsync(() => hang.Wait(Long));
        for (var i = 0; i < 10; i++) Assert.Equal(i, await threads.RunAsync(() => i));
        Assert.False(hanging.IsCompleted);
        hang.Set();
        Assert.True(await hanging);
    }

    [Fact]
    public async Task A_caller_is_told_in_time_and_its_call_is_not_begun_any_more()
    {
        using var hang = new ManualResetEventSlim();
        await using var threads = new WorkerThreads("test", threads: 1, maximumWaiting: 8, TimeSpan.FromMilliseconds(50));
        var begun = 0;
        await Assert.ThrowsAsync<TimeoutException>(() => Task.WhenAll(threads.RunAsync(() => hang.Wait(Long)), threads.RunAsync(() => Interlocked.Increment(ref begun))));
        hang.Set();
        Assert.Equal(1, await AnswerAsync(threads));
        Assert.Equal(0, begun);
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_refused_at_once()
    {
        using var hang = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        await using var threads = new WorkerThreads("test", threads: 1, maximumWaiting: 2, Long);
        var first = threads.RunAsync(() =>
        {
            begun.Set();
            return hang.Wait(Long);
        });
        begun.Wait(Long, TestContext.Current.CancellationToken);
        Task<bool>[] waiting = [threads.RunAsync(() => true), threads.RunAsync(() => true)];
        await Assert.ThrowsAsync<WorkersBusyException>(() => threads.RunAsync(() => true));
        hang.Set();
        Assert.All(await Task.WhenAll([first, .. waiting]), Assert.True);
    }

    [Fact]
    public async Task What_a_call_throws_its_caller_gets()
    {
        await using var threads = new WorkerThreads("test", threads: 1, maximumWaiting: 1, Long);
        await Assert.ThrowsAsync<Pkcs11Exception>(() => threads.RunAsync<int>(() => throw new Pkcs11Exception("C_Test", CkReturn.DeviceError)));
        Assert.Equal(1, await threads.RunAsync(() => 1));
    }

    [Fact]
    public async Task The_end_does_not_wait_for_a_call_that_hangs()
    {
        using var hang = new ManualResetEventSlim();
        var threads = new WorkerThreads("test", threads: 1, maximumWaiting: 1, TimeSpan.FromMilliseconds(50));
        var hanging = threads.RunAsync(() => hang.Wait(Long));
        await threads.DisposeAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => hanging);
        await Assert.ThrowsAsync<WorkersBusyException>(() => threads.RunAsync(() => 1));
        hang.Set();
    }

    // The thread that hung comes back; the short patience of these threads may be over before it does.
    private static async Task<int> AnswerAsync(WorkerThreads threads)
    {
        while (true)
        {
            try
            {
                return await threads.RunAsync(() => 1);
            }
            catch (TimeoutException)
            {
                // Once more.
            }
        }
    }
}
