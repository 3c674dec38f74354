using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CK_C_INITIALIZE_ARGS: many threads call, and the library locks with the system's own means.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkInitializeArguments
{
    private const uint OsLockingOk = 0x02;

    public nint CreateMutex;
    public nint DestroyMutex;
    public nint LockMutex;
    public nint UnlockMutex;
    public nuint Flags;
    public nint Reserved;

    public static CkInitializeArguments Threaded => new() { Flags = OsLockingOk };
}
