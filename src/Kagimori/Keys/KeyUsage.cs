namespace Kagimori.Keys;

/// <summary>Key usages by their wire names.</summary>
public static class KeyUsage
{
    public const string EncryptDecrypt = "ENCRYPT_DECRYPT";
    public const string SignVerify = "SIGN_VERIFY";
    public const string GenerateVerifyMac = "GENERATE_VERIFY_MAC";
    public const string KeyAgreement = "KEY_AGREEMENT";

    public static IReadOnlyList<string> All { get; } = [EncryptDecrypt, SignVerify, GenerateVerifyMac, KeyAgreement];
}
