using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CK_MECHANISM: an algorithm with its parameters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkMechanism(nuint type, nint parameter = 0, nuint parameterLength = 0)
{
    /// <summary>CKM_AES_KEY_GEN.</summary>
    public const uint AesKeyGeneration = 0x1080;

    /// <summary>CKM_AES_GCM.</summary>
    public const uint AesGcm = 0x1087;

    public nuint Type = type;
    public nint Parameter = parameter;
    public nuint ParameterLength = parameterLength;
}
