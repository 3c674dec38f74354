using Kagimori.Cryptography;
using Kagimori.Keys;

namespace Kagimori.CustomKeyStores;

/// <summary>What stands behind a connected custom key store: where the keys are, and where they compute.</summary>
/// <remarks>
/// Safe for concurrent use. It answers in bounded time, refuses instead of throwing, and keeps nothing that another node would have
/// to know. A backing key store is connected once; connecting again is another instance.
/// </remarks>
internal abstract class BackingKeyStore : IAsyncDisposable
{
    /// <summary>Connects, with the credentials it was made with.</summary>
    /// <returns>Null, or one of <see cref="ConnectionErrorCode"/>.</returns>
    public abstract Task<string?> ConnectAsync();

    /// <summary>Whether nothing can be asked of it before it is connected.</summary>
    public virtual bool NeedsConnection => true;

    /// <summary>Makes the backing key of a new KMS key, or proves that the one that is named can be used.</summary>
    /// <param name="externalKeyId">The key that is to be used; null where the key store makes its keys itself.</param>
    public abstract ValueTask<Outcome<BackingKeyRecord>> CreateKeyAsync(KeyArn key, string? externalKeyId, KeyStoreCaller caller);

    /// <summary>The ciphertext blob of a plaintext of 1 to <see cref="CiphertextBlob.MaximumPlaintextLength"/> bytes.</summary>
    public abstract ValueTask<Outcome<byte[]>> EncryptAsync(
        KeySnapshot key, CiphertextOrigin origin, EncryptionContext context, ReadOnlyMemory<byte> plaintext, KeyStoreCaller caller);

    /// <summary>The plaintext of a blob that names this key's material; the caller zeroes it.</summary>
    public abstract ValueTask<Outcome<byte[]>> DecryptAsync(KeySnapshot key, EncryptionContext context, ReadOnlyMemory<byte> blob, KeyStoreCaller caller);

    /// <summary>Destroys a backing key, if it is the key store's to destroy.</summary>
    /// <returns>Whether it is gone.</returns>
    public abstract ValueTask<bool> DeleteKeyAsync(string backingKeyId);

    /// <summary>Random bytes of the key store's own.</summary>
    public abstract ValueTask<Outcome<byte[]>> GenerateRandomAsync(int count);

    /// <summary>Ends the connection and forgets the credentials.</summary>
    public abstract ValueTask DisposeAsync();
}
