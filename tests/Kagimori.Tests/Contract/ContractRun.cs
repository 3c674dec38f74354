using System.Collections.Concurrent;
using Kagimori.Audit;
using Kagimori.Tests.CustomKeyStores;

namespace Kagimori.Tests.Contract;

/// <summary>The whole table, run once: every key spec, key usage and origin in every key state, each through every operation.</summary>
/// <remarks>
/// The keys are multi-Region keys, which reach every state but one, a single-Region key, and, where SoftHSM2 is installed, one in a custom key store,
/// which reaches that one. They go through the states together, because the scheduler, which ends Creating and Updating, works for all keys at once.
/// </remarks>
public sealed class ContractRun : IAsyncLifetime
{
    private const int AtOnce = 8;

    private static readonly HashSet<string> EndsAState =
        ["CancelKeyDeletion", "DeleteImportedKeyMaterial", "DisableKey", "EnableKey", "ImportKeyMaterial", "ScheduleKeyDeletion"];

    private readonly ConcurrentBag<(string Operation, string State, string? Failure)> _cells = [];

    /// <summary>The key states in which cells were asserted.</summary>
    public IEnumerable<string> States => _cells.Select(cell => cell.State).Distinct();

    /// <summary>How many cells of an operation were asserted.</summary>
    public int CountOf(string operation) => _cells.Count(cell => cell.Operation == operation);

    /// <summary>The cells of an operation that are not as the table says.</summary>
    public IReadOnlyList<string> FailuresOf(string operation) =>
        [.. _cells.Where(cell => cell.Operation == operation && cell.Failure is not null).Select(cell => cell.Failure!).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        var token = SoftHsm.File is null ? null : SoftToken.Create();
        await using var service = await TestService.StartAsync(
            TestService.SeedOf(null), clusters: token is null ? null : SoftToken.Clusters(token), configure: settings => settings with { AuditMode = AuditMode.Async });
        var helper = await ContractHelper.CreateAsync(service);
        var specs = ContractAlgorithms.Specs.SelectMany(spec => spec.Usages.Select(usage => (spec.Spec, Usage: usage))).ToList();
        List<ContractKey> multiRegion =
        [
            .. specs.Select(spec => new ContractKey(service, helper, spec.Spec, spec.Usage, "AWS_KMS", isMultiRegion: true)),
            .. specs.Where(spec => ContractAlgorithms.CanBeImported(spec.Spec))
                .Select(spec => new ContractKey(service, helper, spec.Spec, spec.Usage, "EXTERNAL", isMultiRegion: true)),
        ];
        var keyStore = token is null ? null : await service.CreateConnectedAsync();
        List<ContractKey> inKeyStore = keyStore is null ? [] : [new(service, helper, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_CLOUDHSM", isMultiRegion: false, keyStore)];
        List<ContractKey> ordinary = [.. multiRegion, new(service, helper, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS", isMultiRegion: false)];
        List<ContractKey> all = [.. ordinary, .. inKeyStore];
        List<ContractKey> imported = [.. multiRegion.Where(key => key.IsImported)];

        await EachAsync(all, key => key.CreateAsync());
        await AssertAsync(imported, "PendingImport");
        await EachAsync(all, key => key.PrepareAsync(grants: key.IsImported ? 10 : 8));
        await AssertAsync(all, "Disabled");
        await AssertAsync(all, "PendingDeletion");
        await AssertAsync(imported, "PendingImport");
        await AssertAsync(inKeyStore, "Enabled");
        if (keyStore is not null) await service.DisconnectAsync(keyStore);
        await AssertAsync(inKeyStore, "Unavailable");
        await AssertAsync(ordinary, "Enabled");

        // ReplicateKey, in the cell of the state Enabled, has made replicas.
        foreach (var key in multiRegion) key.LookAt(ContractKey.Other, "REPLICA");
        await AssertAsync(multiRegion, "Creating");
        await service.RunDueAsync();
        await EachAsync(multiRegion, key => key.PrepareAsync(grants: 4));
        await AssertAsync(multiRegion, "Enabled");

        foreach (var key in multiRegion) key.LookAt(ContractKey.Home, "PRIMARY");
        await EachAsync(multiRegion, key => key.ChangePrimaryAsync());
        foreach (var key in multiRegion) key.LookAt(ContractKey.Other, "PRIMARY");
        await AssertAsync(multiRegion, "Updating");
        foreach (var key in multiRegion) key.LookAt(ContractKey.Home, "REPLICA");
        await AssertAsync(multiRegion, "Updating");
        await service.RunDueAsync();

        foreach (var key in multiRegion) key.LookAt(ContractKey.Other, "PRIMARY");
        await AssertAsync(multiRegion, "PendingReplicaDeletion");
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>Brings keys to a state and calls every operation on each.</summary>
    private Task AssertAsync(IEnumerable<ContractKey> keys, string state) => EachAsync(keys, async key =>
    {
        var lasts = state is not ("Creating" or "Updating" or "Unavailable");
        if (lasts) await key.BringToAsync(state);
        else if (await key.StateAsync() is var actual && actual != state) throw new InvalidOperationException($"{key} is {actual} where it should be {state}.");
        foreach (var row in ContractTable.Rows)
        {
            var expected = row.Expected(key, state) ?? "success";
            var answer = await key.SendAsync(row.Operation, ContractRequests.Of(row, key));
            var actual = Told(answer);
            _cells.Add((row.Operation, state, actual == expected ? null : $"{row.Name} on {key} in {state}: expected {expected}, was {actual}"));
            if (answer.Status != 200) continue;
            key.Note(row.Operation, answer);
            if (lasts && EndsAState.Contains(row.Operation)) await key.BringToAsync(state);
        }
    });

    private static string Told(TestAnswer answer)
    {
        if (answer.Status == 200) return "success";
        var message = (answer.Json["message"] ?? answer.Json["Message"])?.GetValue<string>();
        return message is null ? answer.Code : $"{answer.Code}: {message}";
    }

    private static Task EachAsync(IEnumerable<ContractKey> keys, Func<ContractKey, Task> act) => Parallel.ForEachAsync(
        keys, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (key, _) => await act(key));
}
