namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CKR_ return values that mean something here (PKCS #11 v2.40, section 5.1); any other value is just a failure.</summary>
internal enum CkReturn : ulong
{
    Ok = 0x000,
    SlotIdInvalid = 0x003,
    GeneralError = 0x005,
    FunctionFailed = 0x006,
    DeviceError = 0x030,
    DeviceRemoved = 0x032,
    EncryptedDataInvalid = 0x040,
    EncryptedDataLenRange = 0x041,
    AeadDecryptFailed = 0x042,
    KeyHandleInvalid = 0x060,
    MechanismInvalid = 0x070,
    ObjectHandleInvalid = 0x082,
    PinIncorrect = 0x0A0,
    PinInvalid = 0x0A1,
    PinLenRange = 0x0A2,
    PinExpired = 0x0A3,
    PinLocked = 0x0A4,
    SessionClosed = 0x0B0,
    SessionCount = 0x0B1,
    SessionHandleInvalid = 0x0B3,
    TokenNotPresent = 0x0E0,
    TokenNotRecognized = 0x0E1,
    UserAlreadyLoggedIn = 0x100,
    UserNotLoggedIn = 0x101,
    UserPinNotInitialized = 0x102,
    UserAnotherAlreadyLoggedIn = 0x104,
    CryptokiAlreadyInitialized = 0x191,
}
