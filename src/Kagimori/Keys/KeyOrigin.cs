namespace Kagimori.Keys;

/// <summary>Key origins by their wire names.</summary>
public static class KeyOrigin
{
    public const string Kms = "AWS_KMS";
    public const string External = "EXTERNAL";
    public const string CloudHsm = "AWS_CLOUDHSM";
    public const string ExternalKeyStore = "EXTERNAL_KEY_STORE";
}
