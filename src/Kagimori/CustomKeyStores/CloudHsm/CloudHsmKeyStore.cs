using System.Collections.Concurrent;
using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Pkcs11;
using Kagimori.Keys;

namespace Kagimori.CustomKeyStores.CloudHsm;

/// <summary>The backing key store of an AWS CloudHSM key store: keys live in a token and compute there.</summary>
internal sealed class CloudHsmKeyStore(CloudHsmCluster cluster, KeyMaterial password, RandomSource random) : BackingKeyStore
{
    private const int IdSize = 16;

    private readonly TokenSessions _sessions = new(cluster, password);

    // Handles of a token's objects hold for all its sessions, until the token is lost.
    private readonly ConcurrentDictionary<string, nuint> _handles = new(StringComparer.Ordinal);

    public override async Task<string?> ConnectAsync()
    {
        try
        {
            await _sessions.ConnectAsync();
            return null;
        }
        catch (TimeoutException)
        {
            return ConnectionErrorCode.NetworkErrors;
        }
        catch (Pkcs11Exception e)
        {
            return ConnectionErrorOf(e.Result);
        }
    }

    public override async ValueTask<Outcome<BackingKeyRecord>> CreateKeyAsync(KeyArn key, string? externalKeyId, KeyStoreCaller caller)
    {
        var id = new byte[IdSize];
        random.Fill(id);
        // Asked twice, because a session was lost in between, there must still be one key.
        var made = await AnswerAsync(session => (object)(session.FindKey(id) ?? session.GenerateKey(id, key.ToString())));
        return made.Refusal is { } refusal ? refusal : new BackingKeyRecord(Convert.ToHexStringLower(id));
    }

    public override ValueTask<Outcome<byte[]>> EncryptAsync(
        KeySnapshot key, CiphertextOrigin origin, EncryptionContext context, ReadOnlyMemory<byte> plaintext, KeyStoreCaller caller) =>
        WithKeyAsync(key, (session, handle) =>
        {
            Span<byte> iv = stackalloc byte[TokenCiphertext.IvSize];
            random.Fill(iv);
            return TokenCiphertext.Seal(session, handle, key.CurrentMaterialId, origin, context, iv, plaintext.Span);
        });

    public override ValueTask<Outcome<byte[]>> DecryptAsync(KeySnapshot key, EncryptionContext context, ReadOnlyMemory<byte> blob, KeyStoreCaller caller) =>
        WithKeyAsync(key, (session, handle) => TokenCiphertext.Open(session, handle, context, blob.Span));

    public override async ValueTask<bool> DeleteKeyAsync(string backingKeyId)
    {
        var deleted = await AnswerAsync(session =>
        {
            if (session.FindKey(Convert.FromHexString(backingKeyId)) is { } handle) session.Destroy(handle);
            return backingKeyId;
        });
        _handles.TryRemove(backingKeyId, out _);
        return !deleted.IsRefused;
    }

    public override ValueTask<Outcome<byte[]>> GenerateRandomAsync(int count) => AnswerAsync(session =>
    {
        var bytes = new byte[count];
        session.GenerateRandom(bytes);
        return bytes;
    });

    public override ValueTask DisposeAsync() => _sessions.DisposeAsync();

    private async ValueTask<Outcome<byte[]>> WithKeyAsync(KeySnapshot key, Func<Pkcs11Session, nuint, byte[]?> compute)
    {
        var answer = await AnswerAsync(session =>
        {
            var id = key.Record.BackingKey!.Id;
            if (_handles.TryGetValue(id, out var known))
            {
                try
                {
                    return new Computed(true, compute(session, known));
                }
                catch (Pkcs11Exception e) when (e.Result is CkReturn.KeyHandleInvalid or CkReturn.ObjectHandleInvalid)
                {
                    // The token has been replaced, or was logged out of; the key may have another handle now.
                    _handles.TryRemove(id, out _);
                }
            }
            if (session.FindKey(Convert.FromHexString(id)) is not { } handle) return new Computed(false, null);
            _handles[id] = handle;
            return new Computed(true, compute(session, handle));
        });
        if (answer.Value is not { } computed) return answer.Refusal!;
        if (!computed.IsKeyThere) return KeyStoreRefusals.BackingKeyMissing(key.ArnText);
        return computed.Bytes is { } bytes ? bytes : Refusals.InvalidCiphertext(nameof(CiphertextFault.Authentication));
    }

    // Every way a token can fail, as a refusal.
    private async ValueTask<Outcome<T>> AnswerAsync<T>(Func<Pkcs11Session, T> calls) where T : class
    {
        try
        {
            return await _sessions.RunAsync(calls);
        }
        catch (WorkersBusyException)
        {
            return KeyStoreRefusals.TooManySessions();
        }
        catch (TimeoutException)
        {
            return KeyStoreRefusals.ClusterUnreachable() with { Reason = "The token did not answer in time." };
        }
        catch (Pkcs11Exception e)
        {
            if (e.IsSessionLost) _handles.Clear();
            var refusal = e.Result switch
            {
                CkReturn.SessionCount => KeyStoreRefusals.TooManySessions(),
                CkReturn.PinLocked => KeyStoreRefusals.UserLockedOut(),
                _ => KeyStoreRefusals.ClusterUnreachable(),
            };
            return refusal with { Reason = e.Message };
        }
    }

    private static string ConnectionErrorOf(CkReturn result) => result switch
    {
        CkReturn.PinIncorrect or CkReturn.PinInvalid or CkReturn.PinLenRange or CkReturn.PinExpired => ConnectionErrorCode.InvalidCredentials,
        CkReturn.PinLocked => ConnectionErrorCode.UserLockedOut,
        CkReturn.UserPinNotInitialized => ConnectionErrorCode.UserNotFound,
        CkReturn.UserAlreadyLoggedIn or CkReturn.UserAnotherAlreadyLoggedIn => ConnectionErrorCode.UserLoggedIn,
        CkReturn.TokenNotPresent => ConnectionErrorCode.InsufficientHsms,
        CkReturn.DeviceError or CkReturn.DeviceRemoved => ConnectionErrorCode.NetworkErrors,
        _ => ConnectionErrorCode.InternalError,
    };

    private sealed record Computed(bool IsKeyThere, byte[]? Bytes);
}
