using System.Security.Cryptography;
using Kagimori.Cryptography;
using Kagimori.Keys;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>The backing key store of an external key store. Its keys have two halves, and nothing opens without both.</summary>
/// <remarks>
/// Every message is encrypted under the KMS key's own material first, as under any other key; the proxy then encrypts that blob under the
/// external key. So the proxy sees no plaintext, and this service opens nothing without the proxy. See docs/external-key-store.md.
/// </remarks>
internal sealed class ExternalKeyStore(XksClient client, RandomSource random) : BackingKeyStore
{
    /// <summary>Asks the proxy for its health: that proves address, credential and key manager at once.</summary>
    public override async Task<string?> ConnectAsync()
    {
        var health = await client.GetHealthStatusAsync(new XksRequestMetadata { KmsOperation = "ConnectCustomKeyStore", KmsRequestId = RequestIds.Next() });
        return health.Failure == XksFailure.None ? null : XksFailures.ConnectionErrorCode(health.Failure);
    }

    /// <summary>There is no connection to lose: each call tells by itself how the proxy is.</summary>
    public override bool NeedsConnection => false;

    public override async ValueTask<Outcome<BackingKeyRecord>> CreateKeyAsync(KeyArn key, string? externalKeyId, KeyStoreCaller caller)
    {
        var result = await client.GetKeyMetadataAsync(externalKeyId!, MetadataOf(caller, null));
        if (result.Value is not { } found) return XksFailures.OfCreateKey(result.Failure);
        if (found.KeySpec != XksKeyMetadata.Aes256)
            return XksFailures.UnfitKey($"The key spec of the external key must be AES_256. The key spec of specified external key is {found.KeySpec}.");
        if (found.KeyStatus != XksKeyMetadata.Enabled)
            return XksFailures.UnfitKey($"The status of the external key must be ENABLED. The status of specified external key is {found.KeyStatus}.");
        if (!found.KeyUsage.Contains(XksKeyMetadata.Encrypt) || !found.KeyUsage.Contains(XksKeyMetadata.Decrypt))
            return XksFailures.UnfitKey(
                $"The key usage of the external key must include ENCRYPT and DECRYPT. The key use of specified external key is {string.Join(", ", found.KeyUsage)}.");
        return new BackingKeyRecord(externalKeyId!);
    }

    public override async ValueTask<Outcome<byte[]>> EncryptAsync(
        KeySnapshot key, CiphertextOrigin origin, EncryptionContext context, ReadOnlyMemory<byte> plaintext, KeyStoreCaller caller)
    {
        var own = key.CurrentBackingKey;
        var inner = SymmetricCipher.Encrypt(own.Material, own.Id, context, plaintext.Span, random, origin);
        var result = await client.EncryptAsync(
            key.Record.BackingKey!.Id, MetadataOf(caller, key.ArnText), inner, Associate(CiphertextBlob.ExternalHeader(origin, own.Id), context));
        return result.Value is { } made ? Write(origin, own.Id, made) : XksFailures.OfUse(result.Failure);
    }

    public override async ValueTask<Outcome<byte[]>> DecryptAsync(
        KeySnapshot key, EncryptionContext context, ReadOnlyMemory<byte> blob, KeyStoreCaller caller)
    {
        if (!TryRead(blob.Span, context, out var encrypted, out var associated)) return Refusals.InvalidCiphertext(nameof(CiphertextFault.Framing));
        var result = await client.DecryptAsync(key.Record.BackingKey!.Id, MetadataOf(caller, key.ArnText), encrypted, associated);
        if (result.Value is not { } opened) return XksFailures.OfUse(result.Failure);
        return OpenInner(key, context, opened.Plaintext) is { } plaintext ? plaintext : XksFailures.OfUse(XksFailure.InvalidInnerCiphertext);
    }

    /// <summary>The external key is its owner's to destroy.</summary>
    public override ValueTask<bool> DeleteKeyAsync(string backingKeyId) => new(false);

    public override ValueTask<Outcome<byte[]>> GenerateRandomAsync(int count) => new(Refusals.Unsupported());

    public override ValueTask DisposeAsync() => default;

    private static byte[]? OpenInner(KeySnapshot key, EncryptionContext context, byte[] inner) =>
        CiphertextBlob.TryRead(inner, out var blob) && key.FindBackingKey(blob.KeyMaterialId) is { } own
        && SymmetricCipher.TryDecrypt(own.Material, own.Id, context, blob, out var plaintext, out _) ? plaintext : null;

    private static byte[] Write(CiphertextOrigin origin, KeyMaterialId id, XksEncryptResponse made) => CiphertextBlob.WriteExternal(origin, id, new ExternalContent
    {
        Metadata = made.CiphertextMetadata, Iv = made.InitializationVector, Tag = made.AuthenticationTag, Ciphertext = made.Ciphertext,
    });

    private static bool TryRead(ReadOnlySpan<byte> bytes, EncryptionContext context, out XksEncryptResponse encrypted, out byte[] associated)
    {
        encrypted = null!;
        associated = [];
        if (!CiphertextBlob.TryRead(bytes, out var blob) || blob.Scheme != CiphertextScheme.ExternalKey) return false;
        var content = blob.External;
        encrypted = new XksEncryptResponse
        {
            Ciphertext = content.Ciphertext.ToArray(), InitializationVector = content.Iv.ToArray(), AuthenticationTag = content.Tag.ToArray(),
            CiphertextMetadata = content.Metadata.IsEmpty ? null : content.Metadata.ToArray(),
        };
        associated = Associate(blob.Header, context);
        return true;
    }

    // The context as a hash: it may be longer than a proxy must take, and is none of the proxy's business.
    private static byte[] Associate(ReadOnlySpan<byte> header, EncryptionContext context) => [.. header, .. SHA256.HashData(context.Canonical)];

    private static XksRequestMetadata MetadataOf(KeyStoreCaller caller, string? keyArn) => new()
    {
        AwsPrincipalArn = caller.PrincipalArn, KmsKeyArn = keyArn, KmsOperation = caller.Operation, KmsRequestId = caller.RequestId,
    };
}
