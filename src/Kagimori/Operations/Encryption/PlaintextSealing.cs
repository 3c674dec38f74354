using Kagimori.Cryptography;
using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Encrypts a caller's plaintext under a key.</summary>
/// <param name="MaterialId">The key material that encrypted it; null for a key pair.</param>
internal sealed record PlaintextSealing(byte[] Ciphertext, KeyMaterialId? MaterialId)
{
    /// <summary>Refuses what does not fit the key, before anything is encrypted.</summary>
    public static Refusal? Check(KeySnapshot key, string algorithm, Dictionary<string, string>? context) =>
        KeyAlgorithm.Check(key, algorithm) ?? (!key.Spec.IsSymmetricEncryption && context is { Count: > 0 } ? Refusals.ContextOfAsymmetricKey() : null);

    public static Outcome<PlaintextSealing> Seal(
        Exchange exchange, KeySnapshot key, string algorithm, Dictionary<string, string>? contextPairs, byte[]? plaintext)
    {
        if (key.Spec.KeyPairs is { } pairs)
        {
            var maximum = pairs.MaximumPlaintextLength(algorithm);
            if (plaintext!.Length > maximum) return Refusals.PlaintextTooLong(algorithm, key.Spec.Name, maximum);
            using var lease = key.RentKeyPair();
            return new PlaintextSealing(lease.Pair.Encrypt(algorithm, plaintext), null);
        }
        if (!EncryptionContext.TryCreate(contextPairs, out var context)) return Refusals.MalformedEncryptionContext();
        var backingKey = key.CurrentBackingKey;
        return new PlaintextSealing(
            SymmetricCipher.Encrypt(backingKey.Material, backingKey.Id, context, plaintext, exchange.Engine.Random), backingKey.Id);
    }
}
