namespace Kagimori.Operations.Encryption;

/// <summary>The bound of an encryption context's size.</summary>
internal static class EncryptionContextLimit
{
    public static Refusal Refusal { get; } = Refusals.Validation("EncryptionContext exceeds the limit of 8192 characters.");
}
