namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>The CKA_ attributes that a secret key is made and found with (PKCS #11 v2.40, section 4.4).</summary>
internal enum CkAttributeType : uint
{
    Class = 0x000,
    Token = 0x001,
    Private = 0x002,
    Label = 0x003,
    KeyType = 0x100,
    Id = 0x102,
    Sensitive = 0x103,
    Encrypt = 0x104,
    Decrypt = 0x105,
    Wrap = 0x106,
    Unwrap = 0x107,
    Sign = 0x108,
    Verify = 0x10A,
    Derive = 0x10C,
    ValueLength = 0x161,
    Extractable = 0x162,
}
