using System.Collections.Concurrent;
using Kagimori.Cryptography;
using Kagimori.CustomKeyStores.Pkcs11;

namespace Kagimori.CustomKeyStores.CloudHsm;

/// <summary>The sessions with one token, logged in as its user, and the threads that use them. Safe for concurrent use.</summary>
/// <remarks>
/// A session that is lost (the token was pulled, the HSM was restarted) is replaced by a new one, and the call is made again, once.
/// INVARIANT: a password that the token has refused is not offered to it again: that would lock the user out.
/// </remarks>
internal sealed class TokenSessions(CloudHsmCluster cluster, KeyMaterial password) : IAsyncDisposable
{
    private const int Threads = 8;
    private const int MaximumWaiting = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly WorkerThreads _threads = new($"CloudHSM {cluster.Id}", Threads, MaximumWaiting, Patience);
    private readonly ConcurrentBag<Pkcs11Session> _idle = [];
    private readonly Lock _login = new();
    private Pkcs11Exception? _refused;

    /// <summary>Proves that the token takes the password, also when an earlier login is still there.</summary>
    /// <exception cref="Pkcs11Exception">It does not, or there is no token.</exception>
    public Task ConnectAsync() => _threads.RunAsync(() =>
    {
        _idle.Add(OpenLoggedIn(isAnew: true));
        return true;
    });

    /// <summary>Makes calls in a session that is logged in.</summary>
    /// <exception cref="Pkcs11Exception">The token cannot be used.</exception>
    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    /// <exception cref="WorkersBusyException">Too many wait for it.</exception>
    public Task<T> RunAsync<T>(Func<Pkcs11Session, T> calls) => _threads.RunAsync(() =>
    {
        try
        {
            return Run(calls);
        }
        catch (Pkcs11Exception e) when (e.IsSessionLost)
        {
            return Run(calls);
        }
    });

    /// <summary>Closes every session; with the last one the user is logged out.</summary>
    public async ValueTask DisposeAsync()
    {
        await _threads.DisposeAsync();
        // The threads are gone, or hang; closing must not hang with them.
        await using var closing = new WorkerThreads($"CloudHSM {cluster.Id} closing", threads: 1, maximumWaiting: 1, Patience);
        try
        {
            await closing.RunAsync(() =>
            {
                while (_idle.TryTake(out var session)) session.Dispose();
                return true;
            });
        }
        catch (TimeoutException)
        {
            // The token does not answer: its sessions end with the process.
        }
        password.Dispose();
    }

    private T Run<T>(Func<Pkcs11Session, T> calls)
    {
        if (!_idle.TryTake(out var session)) session = OpenLoggedIn(isAnew: false);
        T answer;
        try
        {
            answer = calls(session);
        }
        catch (Pkcs11Exception e) when (e.IsSessionLost)
        {
            // What one session has lost, the others have lost too.
            session.Dispose();
            while (_idle.TryTake(out var other)) other.Dispose();
            throw;
        }
        catch
        {
            // An operation may still be under way in it.
            session.Dispose();
            throw;
        }
        _idle.Add(session);
        return answer;
    }

    private Pkcs11Session OpenLoggedIn(bool isAnew)
    {
        var session = Open();
        try
        {
            lock (_login)
            {
                var isLoggedIn = session.IsLoggedIn;
                if (isLoggedIn && isAnew) session.Logout();
                if (!isLoggedIn || isAnew) LogIn(session);
            }
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // The token may be in another slot than it was.
    private Pkcs11Session Open() =>
        new(cluster.Library, cluster.Library.FindSlot(cluster.Token) ?? throw new Pkcs11Exception("C_GetSlotList", CkReturn.TokenNotPresent));

    private void LogIn(Pkcs11Session session)
    {
        if (_refused is not null) throw _refused;
        var result = session.Login(password);
        if (result == CkReturn.Ok) return;
        var refused = new Pkcs11Exception("C_Login", result);
        if (refused.IsLoginRefused) _refused = refused;
        throw refused;
    }
}
