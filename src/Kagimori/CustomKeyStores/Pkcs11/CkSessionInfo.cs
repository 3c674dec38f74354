using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CK_SESSION_INFO: whether a session is a logged-in user's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkSessionInfo
{
    private const uint ReadWriteUserFunctions = 3;

    public nuint Slot;
    public nuint State;
    public nuint Flags;
    public nuint DeviceError;

    /// <summary>Whether the user is logged in: it is one state for all sessions that a process has with a token.</summary>
    public readonly bool IsUser => State == ReadWriteUserFunctions;
}
