namespace Kagimori.Operations;

/// <summary>The response of an operation that answers with an empty body.</summary>
public sealed class NoResponse
{
    public static readonly NoResponse Instance = new();

    private NoResponse()
    {
    }
}
