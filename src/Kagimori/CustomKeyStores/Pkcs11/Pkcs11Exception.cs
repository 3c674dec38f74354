namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>A function of a PKCS #11 library has failed in a way that its caller does not expect. It never holds a secret.</summary>
internal sealed class Pkcs11Exception(string function, CkReturn result) : Exception($"{function} answered 0x{(ulong)result:X}.")
{
    public CkReturn Result { get; } = result;

    /// <summary>Whether the session, or the token behind it, is gone: a new session may work.</summary>
    public bool IsSessionLost => Result is CkReturn.SessionHandleInvalid or CkReturn.SessionClosed or CkReturn.UserNotLoggedIn
        or CkReturn.DeviceRemoved or CkReturn.DeviceError or CkReturn.TokenNotPresent or CkReturn.TokenNotRecognized or CkReturn.SlotIdInvalid;

    /// <summary>Whether the user cannot be logged in; trying again would lock the user out.</summary>
    public bool IsLoginRefused => Result is CkReturn.PinIncorrect or CkReturn.PinInvalid or CkReturn.PinLenRange or CkReturn.PinExpired
        or CkReturn.PinLocked or CkReturn.UserPinNotInitialized or CkReturn.UserAnotherAlreadyLoggedIn;
}
