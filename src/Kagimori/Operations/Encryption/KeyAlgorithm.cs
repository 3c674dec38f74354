using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Which encryption algorithm a request means, and whether the key has it.</summary>
internal static class KeyAlgorithm
{
    public const string SymmetricDefault = "SYMMETRIC_DEFAULT";

    /// <param name="requested">The request's algorithm; null for the default.</param>
    public static Refusal? Check(KeySnapshot key, string? requested, out string algorithm)
    {
        algorithm = requested ?? SymmetricDefault;
        return key.Spec.EncryptionAlgorithms.Contains(algorithm) ? null : Refusals.IncompatibleAlgorithm(algorithm, key.Spec.Name);
    }
}
