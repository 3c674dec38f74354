using Kagimori.Cryptography;
using Kagimori.CustomKeyStores;
using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Opens a ciphertext under a key. Every way it can be wrong has one answer; the audit trail has the reason.</summary>
/// <param name="MaterialId">The key material that opened it; null for a key pair.</param>
internal sealed record CiphertextOpening(byte[] Plaintext, KeyMaterialId? MaterialId)
{
    /// <summary>Refuses what does not fit the key, before anything is opened.</summary>
    /// <param name="ciphertext">Null when the request asks for the decision alone.</param>
    public static Refusal? Check(KeySnapshot key, string algorithm, byte[]? ciphertext, Dictionary<string, string>? context)
    {
        // AWS reads the ciphertext blob that the algorithm implies before it compares algorithm and key.
        if (!key.Spec.IsSymmetricEncryption && algorithm == KeyAlgorithm.SymmetricDefault && ciphertext is not null &&
            !CiphertextBlob.TryRead(ciphertext, out _, out var fault))
            return Refusals.InvalidCiphertext(fault.ToString());
        return KeyAlgorithm.Check(key, algorithm) ?? (!key.Spec.IsSymmetricEncryption && context is { Count: > 0 } ? Refusals.ContextOfAsymmetricKey() : null);
    }

    /// <summary>Completes at once but for a key in a custom key store, where the key store decrypts.</summary>
    public static ValueTask<Outcome<CiphertextOpening>> OpenAsync(
        Exchange exchange, KeySnapshot key, string algorithm, byte[] ciphertext, Dictionary<string, string>? contextPairs)
    {
        if (key.KeyStore is { } keyStore) return OpenInKeyStoreAsync(exchange, key, keyStore, ciphertext, contextPairs);
        return new(key.Spec.IsSymmetricEncryption ? OpenBlob(key, ciphertext, contextPairs) : OpenUnderKeyPair(key, algorithm, ciphertext));
    }

    private static async ValueTask<Outcome<CiphertextOpening>> OpenInKeyStoreAsync(
        Exchange exchange, KeySnapshot key, CustomKeyStoreRecord keyStore, byte[] ciphertext, Dictionary<string, string>? contextPairs)
    {
        if (CheckBlob(key, ciphertext) is { } unfit) return unfit;
        if (!EncryptionContext.TryCreate(contextPairs, out var context)) return Refusals.MalformedEncryptionContext();
        var backing = await exchange.Engine.KeyStores.GetAsync(new KeyPartition(key.Arn.Account, key.Arn.Region), keyStore);
        if (backing.Refusal is { } unreachable) return unreachable;
        var opened = await backing.Value!.DecryptAsync(key, context, ciphertext, KeyStoreCaller.Of(exchange));
        return opened.Refusal is { } refusal ? refusal : new CiphertextOpening(opened.Value!, key.CurrentMaterialId);
    }

    private static Refusal? CheckBlob(KeySnapshot key, byte[] ciphertext)
    {
        if (!CiphertextBlob.TryRead(ciphertext, out var blob, out var unreadable)) return Refusals.InvalidCiphertext(unreadable.ToString());
        return blob.KeyMaterialId == key.CurrentMaterialId ? null : Refusals.IncorrectKey();
    }

    private static Outcome<CiphertextOpening> OpenUnderKeyPair(KeySnapshot key, string algorithm, byte[] ciphertext)
    {
        using var lease = key.RentKeyPair();
        return lease.Pair.Decrypt(algorithm, ciphertext) is { } plaintext
            ? new CiphertextOpening(plaintext, null)
            : Refusals.InvalidCiphertext(nameof(CiphertextFault.Authentication));
    }

    private static Outcome<CiphertextOpening> OpenBlob(KeySnapshot key, byte[] ciphertext, Dictionary<string, string>? contextPairs)
    {
        if (!CiphertextBlob.TryRead(ciphertext, out var blob, out var unreadable)) return Refusals.InvalidCiphertext(unreadable.ToString());
        if (key.FindBackingKey(blob.KeyMaterialId) is not { } backingKey) return Refusals.IncorrectKey();
        if (!EncryptionContext.TryCreate(contextPairs, out var context)) return Refusals.MalformedEncryptionContext();
        return SymmetricCipher.TryDecrypt(backingKey.Material, backingKey.Id, context, blob, out var plaintext, out var fault)
            ? new CiphertextOpening(plaintext, backingKey.Id)
            : Refusals.InvalidCiphertext(fault.ToString());
    }
}
