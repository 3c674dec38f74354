namespace Kagimori.Operations;

/// <summary>The Recipient parameter: a Nitro enclave's attestation document. An answer meant for an enclave must not go out in the clear.</summary>
internal sealed record RecipientInfo
{
    public byte[]? AttestationDocument { get; init; }

    public string? KeyEncryptionAlgorithm { get; init; }

    /// <summary>Refuses a request that asks for an answer only an enclave can read.</summary>
    public static Refusal? Refuse(RecipientInfo? recipient) =>
        recipient is null ? null : Refusals.Unsupported("Recipient is not supported by this version.");
}
