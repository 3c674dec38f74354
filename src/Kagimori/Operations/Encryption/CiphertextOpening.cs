using Kagimori.Cryptography;
using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Opens a ciphertext blob under a key. Every way it can be wrong has one answer; the audit trail has the reason.</summary>
internal sealed record CiphertextOpening(byte[] Plaintext, KeyMaterialId MaterialId)
{
    public static Outcome<CiphertextOpening> Open(KeySnapshot key, byte[] ciphertext, Dictionary<string, string>? contextPairs)
    {
        if (!CiphertextBlob.TryRead(ciphertext, out var blob)) return Refusals.InvalidCiphertext("framing");
        if (key.FindBackingKey(blob.KeyMaterialId) is not { } backingKey) return Refusals.IncorrectKey();
        if (!EncryptionContext.TryCreate(contextPairs, out var context)) return EncryptionContextLimit.Refusal;
        return SymmetricCipher.TryDecrypt(backingKey.Material, blob, context, out var plaintext)
            ? new CiphertextOpening(plaintext, backingKey.Id)
            : Refusals.InvalidCiphertext("authentication");
    }
}
