using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;

namespace Kagimori.Keys;

/// <summary>What a key spec can do: which usages it may have, and which algorithms each usage gives.</summary>
/// <remarks>The table is data (<see cref="KeySpecs"/>): an operation asks it, no operation knows a key spec by name.</remarks>
public sealed record KeySpec
{
    public static readonly KeySpec SymmetricDefault = new()
    {
        Name = "SYMMETRIC_DEFAULT", EncryptionAlgorithms = ["SYMMETRIC_DEFAULT"], MaterialLength = 32, LongestMaterial = 32, Wrappings = Wrapping.Rsa,
    };

    public required string Name { get; init; }

    public IReadOnlyList<string> EncryptionAlgorithms { get; init; } = [];

    public IReadOnlyList<string> SigningAlgorithms { get; init; } = [];

    public IReadOnlyList<string> MacAlgorithms { get; init; } = [];

    public IReadOnlyList<string> KeyAgreementAlgorithms { get; init; } = [];

    /// <summary>The bytes of a key that is random bytes; 0 for a key pair.</summary>
    public int MaterialLength { get; init; }

    /// <summary>The most bytes that imported key material may have, of a key that is random bytes; it has at least <see cref="MaterialLength"/>.</summary>
    public int LongestMaterial { get; init; }

    /// <summary>The ways in which its key material may be wrapped for import; none for a key spec whose material cannot be imported.</summary>
    public IReadOnlyList<Wrapping> Wrappings { get; init; } = [];

    /// <summary>How its key pairs are made and opened; null for a symmetric key.</summary>
    internal KeyPairAlgorithm? KeyPairs { get; init; }

    /// <summary>Whether it is the symmetric encryption key, the only one whose ciphertexts name their key material.</summary>
    public bool IsSymmetricEncryption => this == SymmetricDefault;

    /// <summary>The usages that have an algorithm.</summary>
    public IReadOnlyList<string> Usages => [.. KeyUsage.All.Where(usage => AlgorithmsOf(usage).Count > 0)];

    /// <summary>The algorithms that a key of this spec has by one usage.</summary>
    public IReadOnlyList<string> AlgorithmsOf(string usage) => usage switch
    {
        KeyUsage.EncryptDecrypt => EncryptionAlgorithms,
        KeyUsage.SignVerify => SigningAlgorithms,
        KeyUsage.GenerateVerifyMac => MacAlgorithms,
        KeyUsage.KeyAgreement => KeyAgreementAlgorithms,
        _ => [],
    };

    public bool Equals(KeySpec? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public static KeySpec? Find(string name) => KeySpecs.Find(name);

    /// <summary>Key material that was made elsewhere: random bytes, or the PKCS #8 of a private key. Null for what this spec cannot use.</summary>
    internal KeyMaterial? Import(ReadOnlySpan<byte> bytes)
    {
        if (KeyPairs is not null) return KeyPairs.Import(bytes);
        return bytes.Length >= MaterialLength && bytes.Length <= LongestMaterial ? new KeyMaterial(bytes) : null;
    }

    /// <summary>Whether bytes can be key material of this spec.</summary>
    internal bool Fits(KeyMaterial material)
    {
        if (KeyPairs is null) return material.Length == MaterialLength;
        if (!KeyPairs.TryOpen(material, out var pair)) return false;
        pair.Dispose();
        return true;
    }
}
