namespace Kagimori.Cryptography;

/// <summary>The message keys that callers' data is encrypted under: each thread keeps the few it used last.</summary>
/// <remarks>
/// Deriving a key and keying a cipher costs several times a short message's encryption, so a message key serves a thread for
/// up to <see cref="MostMessages"/> messages of one backing key. Each message has its own random iv, and two of a million are
/// equal with a probability of 2^-57. INVARIANT: a key never leaves the thread that derived it, nor serves a disposed parent.
/// </remarks>
internal static class MessageKeys
{
    /// <summary>Far below the 2^32 messages that NIST SP 800-38D allows a key with random ivs.</summary>
    public const int MostMessages = 1 << 20;

    private const int Kept = 8;

    private static ReadOnlySpan<byte> Label => "kagimori message key v1"u8;

    [ThreadStatic]
    private static Sealing[]? _sealing;

    [ThreadStatic]
    private static MessageKey?[]? _opening;

    /// <summary>A key to encrypt the next message with, for use before anything else is asked for on this thread.</summary>
    public static MessageKey ToEncrypt(KeyMaterial parent, RandomSource random)
    {
        ObjectDisposedException.ThrowIf(parent.IsDisposed, parent);
        ref var slot = ref (_sealing ??= new Sealing[Kept])[parent.Number % Kept];
        if (slot.Key?.Parent != parent.Number || slot.Messages == MostMessages)
        {
            Span<byte> nonce = stackalloc byte[MessageKey.NonceSize];
            random.Fill(nonce);
            slot.Key?.Dispose();
            slot = new Sealing { Key = new MessageKey(parent, Label, nonce) };
        }
        slot.Messages++;
        return slot.Key;
    }

    /// <summary>The key of a message, for use before anything else is asked for on this thread.</summary>
    public static MessageKey ToDecrypt(KeyMaterial parent, ReadOnlySpan<byte> nonce)
    {
        ObjectDisposedException.ThrowIf(parent.IsDisposed, parent);
        ref var slot = ref (_opening ??= new MessageKey?[Kept])[nonce[0] % Kept];
        if (slot?.Parent != parent.Number || !slot.Nonce.SequenceEqual(nonce))
        {
            slot?.Dispose();
            slot = new MessageKey(parent, Label, nonce);
        }
        return slot;
    }

    private struct Sealing
    {
        public MessageKey Key;
        public int Messages;
    }
}
