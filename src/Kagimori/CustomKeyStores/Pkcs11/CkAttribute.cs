using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CK_ATTRIBUTE: an attribute of an object, its value somewhere in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkAttribute(CkAttributeType type, nint value, nuint length)
{
    public nuint Type = (nuint)type;
    public nint Value = value;
    public nuint Length = length;
}
