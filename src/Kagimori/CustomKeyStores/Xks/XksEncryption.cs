namespace Kagimori.CustomKeyStores.Xks;

internal sealed record XksEncryptRequest : XksRequest
{
    public byte[]? AdditionalAuthenticatedData { get; init; }

    public byte[]? Plaintext { get; init; }

    public string? EncryptionAlgorithm { get; init; }

    public string? CiphertextDataIntegrityValueAlgorithm { get; init; }
}

internal sealed record XksEncryptResponse
{
    /// <summary>As long as the plaintext.</summary>
    public required byte[] Ciphertext { get; init; }

    /// <summary>At most 20 bytes of the proxy's own, to be given back to it.</summary>
    public byte[]? CiphertextMetadata { get; init; }

    /// <summary>12 or 16 bytes.</summary>
    public required byte[] InitializationVector { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] AuthenticationTag { get; init; }

    /// <summary>See <see cref="XksIntegrity"/>; present when it was asked for.</summary>
    public byte[]? CiphertextDataIntegrityValue { get; init; }
}
