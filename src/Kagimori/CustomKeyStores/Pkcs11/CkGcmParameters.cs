using System.Runtime.InteropServices;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>CK_GCM_PARAMS, as PKCS #11 v2.40 errata 01 has it: with the length of the iv in bits as well.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CkGcmParameters(nint iv, nuint ivLength, nint associatedData, nuint associatedDataLength, nuint tagBits)
{
    public nint Iv = iv;
    public nuint IvLength = ivLength;
    public nuint IvBits = ivLength * 8;
    public nint AssociatedData = associatedData;
    public nuint AssociatedDataLength = associatedDataLength;
    public nuint TagBits = tagBits;
}
