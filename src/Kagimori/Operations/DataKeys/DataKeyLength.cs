namespace Kagimori.Operations.DataKeys;

/// <summary>How long a data key is to be: by KeySpec or by NumberOfBytes, and by exactly one of them.</summary>
internal static class DataKeyLength
{
    /// <returns>The length in bytes, or 0 when the request names both or neither.</returns>
    public static int Of(string? keySpec, int? numberOfBytes) => (keySpec, numberOfBytes) switch
    {
        ("AES_256", null) => 32,
        ("AES_128", null) => 16,
        (null, { } bytes) => bytes,
        _ => 0,
    };

    public static Refusal Refusal { get; } = Refusals.Validation("Please specify either number of bytes or key spec.");
}
