using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CK_MECHANISM_INFO: what a token can do by an algorithm.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkMechanismInfo
{
    public const uint CanEncrypt = 0x00000100;
    public const uint CanDecrypt = 0x00000200;
    public const uint CanGenerate = 0x00008000;

    public nuint MinKeySize;
    public nuint MaxKeySize;
    public nuint Flags;

    public readonly bool Has(uint flags) => ((uint)Flags & flags) == flags;
}
