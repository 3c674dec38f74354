namespace Kagimori.Keys;

/// <summary>Key origins by their wire names.</summary>
public static class KeyOrigin
{
    public const string Kms = "AWS_KMS";
    public const string External = "EXTERNAL";
}
