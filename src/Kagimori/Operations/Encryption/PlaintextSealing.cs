using Kagimori.Cryptography;
using Kagimori.CustomKeyStores;
using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Encrypts a caller's plaintext under a key.</summary>
/// <param name="MaterialId">The key material that encrypted it; null for a key pair.</param>
internal sealed record PlaintextSealing(byte[] Ciphertext, KeyMaterialId? MaterialId)
{
    /// <summary>Refuses what does not fit the key, before anything is encrypted.</summary>
    public static Refusal? Check(KeySnapshot key, string algorithm, Dictionary<string, string>? context) =>
        KeyAlgorithm.Check(key, algorithm) ?? (!key.Spec.IsSymmetricEncryption && context is { Count: > 0 } ? Refusals.ContextOfAsymmetricKey() : null);

    /// <summary>Completes at once but for a key in a custom key store, where the key store encrypts.</summary>
    public static ValueTask<Outcome<PlaintextSealing>> SealAsync(
        Exchange exchange, KeySnapshot key, string algorithm, Dictionary<string, string>? contextPairs, byte[]? plaintext) =>
        key.KeyStore is { } keyStore
            ? SealInKeyStoreAsync(exchange, key, keyStore, CiphertextOrigin.Encrypt, contextPairs, plaintext!)
            : new(Seal(exchange, key, algorithm, contextPairs, plaintext));

    /// <summary>Has the custom key store of a key encrypt.</summary>
    public static async ValueTask<Outcome<PlaintextSealing>> SealInKeyStoreAsync(
        Exchange exchange, KeySnapshot key, CustomKeyStoreRecord keyStore, CiphertextOrigin origin, Dictionary<string, string>? contextPairs, byte[] plaintext)
    {
        if (!EncryptionContext.TryCreate(contextPairs, out var context)) return Refusals.MalformedEncryptionContext();
        var backing = await exchange.Engine.KeyStores.GetAsync(new KeyPartition(key.Arn.Account, key.Arn.Region), keyStore);
        if (backing.Refusal is { } unreachable) return unreachable;
        var sealing = await backing.Value!.EncryptAsync(key, origin, context, plaintext, KeyStoreCaller.Of(exchange));
        return sealing.Refusal is { } refusal ? refusal : new PlaintextSealing(sealing.Value!, key.CurrentMaterialId);
    }

    private static Outcome<PlaintextSealing> Seal(
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
