using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>A signing algorithm by its name in AWS KMS, and the messages it takes.</summary>
/// <param name="Name">The wire name.</param>
/// <param name="Hash">The hash of a raw message; <c>default</c> where the algorithm hashes in its own way.</param>
/// <param name="DigestLength">Bytes of a message that is not raw.</param>
/// <param name="MessageTypes">The message types that the algorithm takes.</param>
internal sealed record SigningAlgorithm(string Name, HashAlgorithmName Hash, int DigestLength, params MessageType[] MessageTypes)
{
    public static readonly SigningAlgorithm RsaPssSha256 = Hashed("RSASSA_PSS_SHA_256", HashAlgorithmName.SHA256, 32);
    public static readonly SigningAlgorithm RsaPssSha384 = Hashed("RSASSA_PSS_SHA_384", HashAlgorithmName.SHA384, 48);
    public static readonly SigningAlgorithm RsaPssSha512 = Hashed("RSASSA_PSS_SHA_512", HashAlgorithmName.SHA512, 64);
    public static readonly SigningAlgorithm RsaPkcs1Sha256 = Hashed("RSASSA_PKCS1_V1_5_SHA_256", HashAlgorithmName.SHA256, 32);
    public static readonly SigningAlgorithm RsaPkcs1Sha384 = Hashed("RSASSA_PKCS1_V1_5_SHA_384", HashAlgorithmName.SHA384, 48);
    public static readonly SigningAlgorithm RsaPkcs1Sha512 = Hashed("RSASSA_PKCS1_V1_5_SHA_512", HashAlgorithmName.SHA512, 64);
    public static readonly SigningAlgorithm EcdsaSha256 = Hashed("ECDSA_SHA_256", HashAlgorithmName.SHA256, 32);
    public static readonly SigningAlgorithm EcdsaSha384 = Hashed("ECDSA_SHA_384", HashAlgorithmName.SHA384, 48);
    public static readonly SigningAlgorithm EcdsaSha512 = Hashed("ECDSA_SHA_512", HashAlgorithmName.SHA512, 64);
    public static readonly SigningAlgorithm Ed25519 = new("ED25519_SHA_512", default, 0, MessageType.Raw);
    public static readonly SigningAlgorithm Ed25519Prehashed = new("ED25519_PH_SHA_512", default, 64, MessageType.Digest);
    public static readonly SigningAlgorithm MLDsa = new("ML_DSA_SHAKE_256", default, 64, MessageType.Raw, MessageType.ExternalMu);
    public static readonly SigningAlgorithm Sm2 = new("SM2DSA", default, 32, MessageType.Raw, MessageType.Digest);

    private static readonly SigningAlgorithm[] All =
    [
        RsaPssSha256, RsaPssSha384, RsaPssSha512, RsaPkcs1Sha256, RsaPkcs1Sha384, RsaPkcs1Sha512, EcdsaSha256, EcdsaSha384, EcdsaSha512,
        Ed25519, Ed25519Prehashed, MLDsa, Sm2,
    ];

    /// <exception cref="ArgumentException">No signing algorithm has this name.</exception>
    public static SigningAlgorithm Of(string name)
    {
        foreach (var algorithm in All)
        {
            if (algorithm.Name == name) return algorithm;
        }
        throw new ArgumentException("No such signing algorithm.", nameof(name));
    }

    public bool Takes(MessageType type) => Array.IndexOf(MessageTypes, type) >= 0;

    /// <summary>The digest to sign: the message itself when it is one.</summary>
    public byte[] DigestOf(MessageType type, ReadOnlySpan<byte> message) =>
        type == MessageType.Digest ? message.ToArray() : CryptographicOperations.HashData(Hash, message);

    private static SigningAlgorithm Hashed(string name, HashAlgorithmName hash, int length) =>
        new(name, hash, length, MessageType.Raw, MessageType.Digest);
}
