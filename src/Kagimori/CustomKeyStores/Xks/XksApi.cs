namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What version 1 of the External Key Store Proxy API fixes: names and sizes, in bytes.</summary>
internal static class XksApi
{
    /// <summary>The service that requests are signed for.</summary>
    public const string SigningService = "kms-xks-proxy";

    /// <summary>The end of every proxy's URI path.</summary>
    public const string VersionPath = "/kms/xks/v1";

    public const string Health = "health";
    public const string Metadata = "metadata";
    public const string Encrypt = "encrypt";
    public const string Decrypt = "decrypt";

    public const string AesGcm = "AES_GCM";
    public const int IvSize = 12;
    public const int LongIvSize = 16;
    public const int TagSize = 16;
    public const int LargestMetadata = 20;

    /// <summary>What every proxy must be able to take.</summary>
    public const int LargestAssociatedData = 8192;
}
