namespace Kagimori.Operations;

/// <summary>The operations of STS, a row each.</summary>
internal static class StsOperations
{
    public static IEnumerable<Operation> Rows => [];
}
