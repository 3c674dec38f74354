using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>A loaded PKCS #11 library. A process has one instance of each, for good: it is initialised once and never finalised.</summary>
/// <remarks>Safe for concurrent use. Everything but <see cref="TryLoad"/> calls into the library and may block: not for request threads.</remarks>
internal sealed class Pkcs11Library
{
    private static readonly ConcurrentDictionary<string, Lazy<Pkcs11Library>> Loaded = new(StringComparer.Ordinal);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Lock _initializing = new();
    private bool _isInitialized;

    private Pkcs11Library(Pkcs11Functions functions) => Functions = functions;

    public Pkcs11Functions Functions { get; }

    /// <summary>One thread for looking at tokens without a session: a library that hangs costs no more than that.</summary>
    public WorkerThreads Looking { get; } = new WorkerThreads("PKCS #11 tokens", threads: 1, maximumWaiting: 16, Patience);

    /// <summary>Loads a library, or finds it loaded.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="problem">Why it could not be loaded.</param>
    public static bool TryLoad(string path, [NotNullWhen(true)] out Pkcs11Library? library, [NotNullWhen(false)] out string? problem)
    {
        library = null;
        problem = null;
        try
        {
            library = Loaded.GetOrAdd(path, static path => new Lazy<Pkcs11Library>(() => Load(path))).Value;
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or Pkcs11Exception or PlatformNotSupportedException)
        {
            Loaded.TryRemove(path, out _);
            problem = e.Message.Split('\n')[0].Trim();
            return false;
        }
    }

    /// <summary>The slot of the one token with this label; null when there is none.</summary>
    /// <exception cref="Pkcs11Exception">The library has failed, or several tokens have the label.</exception>
    public nuint? FindSlot(string label)
    {
        Initialize();
        nuint? found = null;
        foreach (var slot in Slots())
        {
            var bytes = new byte[TokenInfo.Size];
            if ((CkReturn)Functions.GetTokenInfo(slot, bytes) != CkReturn.Ok) continue;
            var token = TokenInfo.Read(bytes);
            if (!token.IsInitialized || token.Label != label) continue;
            if (found is not null) throw new Pkcs11Exception($"Two tokens are labelled '{label}': C_GetTokenInfo", CkReturn.TokenNotRecognized);
            found = slot;
        }
        return found;
    }

    /// <summary>Whether the token can make AES keys and encrypt under them by AES-GCM.</summary>
    public bool HasAesGcm(nuint slot) =>
        Has(slot, CkMechanism.AesKeyGeneration, CkMechanismInfo.CanGenerate) &&
        Has(slot, CkMechanism.AesGcm, CkMechanismInfo.CanEncrypt | CkMechanismInfo.CanDecrypt);

    public static void Check(string function, CkReturn result)
    {
        if (result != CkReturn.Ok) throw new Pkcs11Exception(function, result);
    }

    private bool Has(nuint slot, uint mechanism, uint flags) =>
        (CkReturn)Functions.GetMechanismInfo(slot, mechanism, out var info) == CkReturn.Ok && info.Has(flags);

    private nuint[] Slots()
    {
        // Asking for the count alone is what makes libraries look for tokens anew.
        nuint count = 0;
        Check("C_GetSlotList", (CkReturn)Functions.GetSlotList(1, null, ref count));
        var slots = new nuint[count];
        Check("C_GetSlotList", (CkReturn)Functions.GetSlotList(1, slots, ref count));
        return slots[..(int)count];
    }

    // A library that cannot reach its HSM may fail at first.
    private void Initialize()
    {
        lock (_initializing)
        {
            if (_isInitialized) return;
            var arguments = CkInitializeArguments.Threaded;
            var result = (CkReturn)Functions.Initialize(ref arguments);
            if (result != CkReturn.CryptokiAlreadyInitialized) Check("C_Initialize", result);
            _isInitialized = true;
        }
    }

    private static Pkcs11Library Load(string path)
    {
        // INVARIANT: the binding knows the structures of 64-bit Unix, where CK_ULONG has 8 bytes and nothing is packed.
        if (OperatingSystem.IsWindows() || nint.Size != 8) throw new PlatformNotSupportedException("PKCS #11 libraries are supported on 64-bit Linux and macOS only.");
        var handle = NativeLibrary.Load(path);
        var getList = Marshal.GetDelegateForFunctionPointer<Pkcs11Functions.GetFunctionListFunction>(NativeLibrary.GetExport(handle, "C_GetFunctionList"));
        Check("C_GetFunctionList", (CkReturn)getList(out var list));
        return new Pkcs11Library(new Pkcs11Functions(list));
    }
}
