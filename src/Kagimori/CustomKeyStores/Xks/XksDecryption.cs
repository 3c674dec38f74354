namespace Kagimori.CustomKeyStores.Xks;

internal sealed record XksDecryptRequest : XksRequest
{
    public byte[]? AdditionalAuthenticatedData { get; init; }

    public string? EncryptionAlgorithm { get; init; }

    public byte[]? Ciphertext { get; init; }

    public byte[]? CiphertextMetadata { get; init; }

    public byte[]? InitializationVector { get; init; }

    public byte[]? AuthenticationTag { get; init; }
}

internal sealed record XksDecryptResponse
{
    /// <summary>As long as the ciphertext.</summary>
    public required byte[] Plaintext { get; init; }
}
