using Kagimori.Cryptography;
using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Opens a ciphertext blob under a key. Every way it can be wrong has one answer; the audit trail has the reason.</summary>
internal sealed record CiphertextOpening(byte[] Plaintext, KeyMaterialId MaterialId)
{
    public static Outcome<CiphertextOpening> Open(KeySnapshot key, byte[] ciphertext, Dictionary<string, string>? contextPairs)
    {
        if (!CiphertextBlob.TryRead(ciphertext, out var blob, out var unreadable)) return Refusals.InvalidCiphertext(unreadable.ToString());
        if (key.FindBackingKey(blob.KeyMaterialId) is not { } backingKey) return Refusals.IncorrectKey();
        if (!EncryptionContext.TryCreate(contextPairs, out var context)) return Refusals.MalformedEncryptionContext();
        return SymmetricCipher.TryDecrypt(backingKey.Material, backingKey.Id, context, blob, out var plaintext, out var fault)
            ? new CiphertextOpening(plaintext, backingKey.Id)
            : Refusals.InvalidCiphertext(fault.ToString());
    }
}
