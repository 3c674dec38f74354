using Kagimori.Authorization;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Keys;
using Kagimori.Operations.Encryption;
using Kagimori.Wire;

namespace Kagimori.Operations.XksProxy;

/// <summary>Step 3 for the proxy: from an external key id to the key that the configuration puts behind it.</summary>
internal static class ExternalKey
{
    public static readonly TextType EncryptionAlgorithmType = new("encryptionAlgorithm", Values: [XksApi.AesGcm]);
    public static readonly TextType IntegrityAlgorithmType = new("ciphertextDataIntegrityValueAlgorithm", Values: [XksIntegrity.Algorithm]);
    public static readonly TextType IdType = new("externalKeyId");
    public static readonly BlobType BytesType = new("bytes", 0, int.MaxValue);
    public static readonly BlobType NonEmptyBytesType = new("bytes", 1, int.MaxValue);

    /// <summary>The longest plaintext, in bytes; the API asks for 4,300.</summary>
    public const int LargestPlaintext = 8192;

    /// <param name="action">What the store's user must be allowed to do with the key.</param>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, XksRequest request, string action, bool isUse)
    {
        var call = exchange.XksProxy!;
        request.ExternalKeyId = call.ExternalKeyId;
        if (!call.Store.Keys.TryGetValue(call.ExternalKeyId!, out var arn)) return Refusals.InvalidKeyId(call.ExternalKeyId!);
        if (await exchange.Engine.Keys.FindAsync(arn) is not { } key) return Refusals.KeyNotFound(arn.ToString());
        exchange.AddTarget(new AccessTarget
        {
            Action = action,
            Resource = key.ArnText,
            ResourceAccount = key.Record.Account,
            ResourcePolicy = key.Policy,
            CrossAccount = true,
            Key = key,
            Region = key.Record.Region,
            EncryptionAlgorithm = isUse ? KeyAlgorithm.SymmetricDefault : null,
        });
        return null;
    }

    /// <summary>Refuses what this version cannot do for another KMS.</summary>
    public static Refusal? Check(KeySnapshot key, int textLength, byte[]? associatedData)
    {
        // INVARIANT: what a custom key store guards is not lent out from under it.
        if (key.Record.CustomKeyStoreId is not null) return Refusals.Unsupported("A key in a custom key store cannot be an external key.");
        if (!key.Spec.IsSymmetricEncryption) return Refusals.IncompatibleAlgorithm(XksApi.AesGcm, key.Spec.Name);
        return textLength > LargestPlaintext || associatedData?.Length > XksApi.LargestAssociatedData ? Refusals.Unsupported("A parameter is too large.") : null;
    }
}
