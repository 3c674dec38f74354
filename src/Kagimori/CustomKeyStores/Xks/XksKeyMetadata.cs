namespace Kagimori.CustomKeyStores.Xks;

/// <summary>What GetKeyMetadata answers about an external key.</summary>
internal sealed record XksKeyMetadata
{
    public const string Aes256 = "AES_256";
    public const string Encrypt = "ENCRYPT";
    public const string Decrypt = "DECRYPT";
    public const string Enabled = "ENABLED";
    public const string Disabled = "DISABLED";

    public required string KeySpec { get; init; }

    /// <summary>At most ten.</summary>
    public required IReadOnlyList<string> KeyUsage { get; init; }

    public required string KeyStatus { get; init; }
}
