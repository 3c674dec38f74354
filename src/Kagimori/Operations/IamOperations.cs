namespace Kagimori.Operations;

/// <summary>The operations of IAM, a row each.</summary>
internal static class IamOperations
{
    public static IEnumerable<Operation> Rows => [];
}
