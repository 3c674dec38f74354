using System.Globalization;
using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.Tests.Operations.Imports;

namespace Kagimori.Tests.Cryptography;

public sealed class KeyPairGeneratorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_kind_that_was_asked_for_twice_has_one_key_ready_from_then_on()
    {
        using var generator = new KeyPairGenerator(RandomSource.Secure);
        var kind = new CountedKeys();
        using var first = await MakeAsync(generator, kind);
        using var second = await MakeAsync(generator, kind);
        Assert.True(kind.Made.Wait(Patience, TestContext.Current.CancellationToken)); // the third: nobody asked for it
        KeyMaterial? third = null;
        while (third is null)
        {
            var asked = generator.TryGenerateAsync(kind, TestContext.Current.CancellationToken);
            var wasReady = asked.IsCompletedSuccessfully;
            var key = (await asked)!;
            if (wasReady) third = key;
            else key.Dispose();
        }
        using (third) Assert.False(first.FixedTimeEquals(third) || second.FixedTimeEquals(third));
    }

    [Fact]
    public async Task What_was_made_in_advance_is_zeroed_with_the_generator()
    {
        var generator = new KeyPairGenerator(RandomSource.Secure);
        var kind = new CountedKeys();
        (await MakeAsync(generator, kind)).Dispose();
        (await MakeAsync(generator, kind)).Dispose();
        Assert.True(kind.Made.Wait(Patience, TestContext.Current.CancellationToken));
        generator.Dispose();
        // Whether it was kept by then or not: nobody else has it.
        Assert.True(SpinWait.SpinUntil(() => IsZeroed(kind.Last!), Patience));
    }

    [Fact]
    public async Task Who_waits_for_a_key_when_the_generator_ends_waits_in_vain()
    {
        var generator = new KeyPairGenerator(RandomSource.Secure);
        var slow = new GatedKeys();
        var waiting = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => generator.TryGenerateAsync(slow, TestContext.Current.CancellationToken).AsTask()).ToList();
        generator.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[^1]);
        slow.Open();
        Assert.InRange(slow.Begun, 0, Environment.ProcessorCount);
    }

    [Fact]
    public async Task A_request_that_has_gone_gets_no_key_and_the_next_one_does()
    {
        using var generator = new KeyPairGenerator(RandomSource.Secure);
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await generator.TryGenerateAsync(new CountedKeys(), gone.Token));
        (await MakeAsync(generator, new CountedKeys())).Dispose();
    }

    [Fact]
    public async Task Keys_are_made_on_threads_that_give_way_to_all_others()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("The nice value of a thread is Linux's.");
        using var generator = new KeyPairGenerator(RandomSource.Secure);
        var kind = new CountedKeys();
        (await MakeAsync(generator, kind)).Dispose();
        Assert.InRange(kind.Nice, 10, 19);
    }

    private static async Task<KeyMaterial> MakeAsync(KeyPairGenerator generator, KeyPairAlgorithm kind) =>
        (await generator.TryGenerateAsync(kind, TestContext.Current.CancellationToken))!;

    private static bool IsZeroed(KeyMaterial material)
    {
        try
        {
            using var revealed = material.Reveal();
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Random bytes in the place of a key pair; tells when the third was made, and by what kind of thread.</summary>
    private sealed class CountedKeys : KeyPairAlgorithm
    {
        public CountdownEvent Made { get; } = new(3);

        public KeyMaterial? Last { get; private set; }

        public int Nice { get; private set; }

        public override bool IsSlow => true;

        public override KeyMaterial Generate(RandomSource random)
        {
            if (OperatingSystem.IsLinux()) Nice = NiceOfThisThread();
            Last = KeyMaterial.Random(32, random);
            if (!Made.IsSet) Made.Signal();
            return Last;
        }

        protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo) => null;

        // proc(5): field 19, counted from behind the name, which can have spaces.
        private static int NiceOfThisThread()
        {
            var stat = File.ReadAllText("/proc/thread-self/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
        }
    }
}
