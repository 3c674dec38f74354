using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>The functions of a PKCS #11 library that are used here, bound through its function list.</summary>
/// <remarks>
/// PKCS #11 v2.40, section 3.6: CK_FUNCTION_LIST is a version (8 bytes with its padding) and then a pointer for each function in
/// the order of the standard. CK_ULONG is the platform's unsigned long: 8 bytes on every 64-bit Unix. Why the binding is our own
/// is told in docs/adr/0004-own-pkcs11-binding.md.
/// </remarks>
internal sealed class Pkcs11Functions(nint list)
{
    private const int FirstPointer = 8;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GetFunctionListFunction(out nint list);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint InitializeFunction(ref CkInitializeArguments arguments);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GetSlotListFunction(byte tokenPresent, nuint[]? slots, ref nuint count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GetTokenInfoFunction(nuint slot, byte[] info);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GetMechanismInfoFunction(nuint slot, nuint type, out CkMechanismInfo info);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint OpenSessionFunction(nuint slot, nuint flags, nint application, nint notify, out nuint session);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint SessionFunction(nuint session);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GetSessionInfoFunction(nuint session, out CkSessionInfo info);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint LoginFunction(nuint session, nuint userType, ref byte pin, nuint pinLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint ObjectFunction(nuint session, nuint handle);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint FindObjectsInitFunction(nuint session, ref CkAttribute template, nuint count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint FindObjectsFunction(nuint session, nuint[] handles, nuint maximum, out nuint count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint CipherInitFunction(nuint session, ref CkMechanism mechanism, nuint key);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint CipherFunction(nuint session, ref byte input, nuint inputLength, ref byte output, ref nuint outputLength);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GenerateKeyFunction(nuint session, ref CkMechanism mechanism, ref CkAttribute template, nuint count, out nuint key);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate nuint GenerateRandomFunction(nuint session, ref byte random, nuint length);

    public InitializeFunction Initialize { get; } = Marshal.GetDelegateForFunctionPointer<InitializeFunction>(At(list, 0));

    public GetSlotListFunction GetSlotList { get; } = Marshal.GetDelegateForFunctionPointer<GetSlotListFunction>(At(list, 4));

    public GetTokenInfoFunction GetTokenInfo { get; } = Marshal.GetDelegateForFunctionPointer<GetTokenInfoFunction>(At(list, 6));

    public GetMechanismInfoFunction GetMechanismInfo { get; } = Marshal.GetDelegateForFunctionPointer<GetMechanismInfoFunction>(At(list, 8));

    public OpenSessionFunction OpenSession { get; } = Marshal.GetDelegateForFunctionPointer<OpenSessionFunction>(At(list, 12));

    public SessionFunction CloseSession { get; } = Marshal.GetDelegateForFunctionPointer<SessionFunction>(At(list, 13));

    public GetSessionInfoFunction GetSessionInfo { get; } = Marshal.GetDelegateForFunctionPointer<GetSessionInfoFunction>(At(list, 15));

    public LoginFunction Login { get; } = Marshal.GetDelegateForFunctionPointer<LoginFunction>(At(list, 18));

    public SessionFunction Logout { get; } = Marshal.GetDelegateForFunctionPointer<SessionFunction>(At(list, 19));

    public ObjectFunction DestroyObject { get; } = Marshal.GetDelegateForFunctionPointer<ObjectFunction>(At(list, 22));

    public FindObjectsInitFunction FindObjectsInit { get; } = Marshal.GetDelegateForFunctionPointer<FindObjectsInitFunction>(At(list, 26));

    public FindObjectsFunction FindObjects { get; } = Marshal.GetDelegateForFunctionPointer<FindObjectsFunction>(At(list, 27));

    public SessionFunction FindObjectsFinal { get; } = Marshal.GetDelegateForFunctionPointer<SessionFunction>(At(list, 28));

    public CipherInitFunction EncryptInit { get; } = Marshal.GetDelegateForFunctionPointer<CipherInitFunction>(At(list, 29));

    public CipherFunction Encrypt { get; } = Marshal.GetDelegateForFunctionPointer<CipherFunction>(At(list, 30));

    public CipherInitFunction DecryptInit { get; } = Marshal.GetDelegateForFunctionPointer<CipherInitFunction>(At(list, 33));

    public CipherFunction Decrypt { get; } = Marshal.GetDelegateForFunctionPointer<CipherFunction>(At(list, 34));

    public GenerateKeyFunction GenerateKey { get; } = Marshal.GetDelegateForFunctionPointer<GenerateKeyFunction>(At(list, 58));

    public GenerateRandomFunction GenerateRandom { get; } = Marshal.GetDelegateForFunctionPointer<GenerateRandomFunction>(At(list, 64));

    private static nint At(nint list, int index) => Marshal.ReadIntPtr(list, FirstPointer + (index * nint.Size));
}
