namespace Kagimori.Cryptography;

/// <summary>Which family of operations made a ciphertext blob; it is written in the blob's format bytes.</summary>
public enum CiphertextOrigin
{
    /// <summary>Encrypt and ReEncrypt: the blob begins 01 02 02 00 78, in base64 AQICAH.</summary>
    Encrypt,

    /// <summary>GenerateDataKey and its relatives: the blob begins 01 02 03 00 78, in base64 AQIDAH.</summary>
    GenerateDataKey,
}
