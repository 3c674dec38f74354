using Kagimori.Operations;
using Kagimori.Tests.CustomKeyStores;
using Kagimori.Wire;

namespace Kagimori.Tests.Contract;

/// <summary>Operation × key spec × key usage × key state: every cell succeeds or is refused as AWS KMS refuses it.</summary>
public sealed class KeyStateContractTests(ContractRun run) : IClassFixture<ContractRun>
{
    private static readonly string[] KeyMembers = ["KeyId", "TargetKeyId", "DestinationKeyId", "AliasName"];

    public static TheoryData<string> Operations => [.. ContractTable.Rows.Select(row => row.Operation).Distinct()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_cell_of_an_operation_is_as_in_the_table(string operation)
    {
        var failures = run.FailuresOf(operation);
        Assert.True(failures.Count == 0, $"{failures.Count} of {run.CountOf(operation)} cells:\n{string.Join('\n', failures)}");
        Assert.True(run.CountOf(operation) > ContractAlgorithms.Specs.Count * ContractTable.States.Count);
    }

    [Fact]
    public void Every_key_state_is_reached()
    {
        SoftHsm.Require();
        Assert.Equal(ContractTable.States.Keys.Order(StringComparer.Ordinal), run.States.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_has_every_operation_that_takes_a_key()
    {
        var taking = OperationCatalog.All.Where(operation => operation.Service == Service.Kms && operation.Members.Any(member => KeyMembers.Contains(member.Name)));
        Assert.Equal(
            taking.Select(operation => operation.Name).Order(StringComparer.Ordinal),
            ContractTable.Rows.Select(row => row.Operation).Distinct().Order(StringComparer.Ordinal));
        Assert.All(ContractTable.Rows, row => Assert.Equal(ContractTable.States.Count, row.Cells.Length));
    }
}
