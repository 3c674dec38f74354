using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Kagimori.Tests.Operations.KeyPairs;

/// <summary>What a client without the service does with a public key: BouncyCastle, from the bytes of GetPublicKey.</summary>
internal static class OtherImplementation
{
    public static bool Verify(byte[] publicKeyInfo, string algorithm, byte[] message, byte[] signature)
    {
        var key = PublicKeyFactory.CreateKey(publicKeyInfo);
        ISigner signer = algorithm switch
        {
            "ED25519_SHA_512" => new Ed25519Signer(),
            "ED25519_PH_SHA_512" => new Ed25519phSigner([]),
            "ML_DSA_SHAKE_256" => new MLDsaSigner(((MLDsaPublicKeyParameters)key).Parameters, deterministic: true),
            "SM2DSA" => new SM2Signer(),
            _ when algorithm.StartsWith("RSASSA_PSS", StringComparison.Ordinal) =>
                new PssSigner(new RsaBlindedEngine(), DigestOf(algorithm), DigestOf(algorithm).GetDigestSize()),
            _ when algorithm.StartsWith("RSASSA_PKCS1", StringComparison.Ordinal) => new RsaDigestSigner(DigestOf(algorithm)),
            _ => new DsaDigestSigner(new ECDsaSigner(), DigestOf(algorithm)),
        };
        signer.Init(forSigning: false, key);
        signer.BlockUpdate(message, 0, message.Length);
        return signer.VerifySignature(signature);
    }

    public static byte[] Encrypt(byte[] publicKeyInfo, string algorithm, byte[] plaintext)
    {
        var key = PublicKeyFactory.CreateKey(publicKeyInfo);
        var oaep = new OaepEncoding(new RsaEngine(), algorithm == "RSAES_OAEP_SHA_1" ? new Sha1Digest() : new Sha256Digest());
        oaep.Init(forEncryption: true, key);
        return oaep.ProcessBlock(plaintext, 0, plaintext.Length);
    }

    /// <summary>Wraps key material for import, as AWS documents it.</summary>
    public static byte[] Wrap(byte[] publicKeyInfo, string algorithm, byte[] material)
    {
        if (algorithm == "SM2PKE") return Sm2(PublicKeyFactory.CreateKey(publicKeyInfo), material);
        if (algorithm.StartsWith("RSAES_", StringComparison.Ordinal)) return Encrypt(publicKeyInfo, algorithm, material);
        var aesKey = RandomNumberGenerator.GetBytes(32);
        var engine = new Rfc5649WrapEngine(new AesEngine());
        engine.Init(forWrapping: true, new KeyParameter(aesKey));
        return [.. Encrypt(publicKeyInfo, algorithm.Replace("RSA_AES_KEY_WRAP", "RSAES_OAEP", StringComparison.Ordinal), aesKey), .. engine.Wrap(material, 0, material.Length)];
    }

    // GB/T 35276 section 7.2: SEQUENCE { x, y, hash, text }.
    private static byte[] Sm2(AsymmetricKeyParameter key, byte[] plaintext)
    {
        var engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.Init(forEncryption: true, new ParametersWithRandom(key, new SecureRandom()));
        var plain = engine.ProcessBlock(plaintext, 0, plaintext.Length);
        return new Org.BouncyCastle.Asn1.DerSequence(
            new Org.BouncyCastle.Asn1.DerInteger(new Org.BouncyCastle.Math.BigInteger(1, plain, 1, 32)),
            new Org.BouncyCastle.Asn1.DerInteger(new Org.BouncyCastle.Math.BigInteger(1, plain, 33, 32)),
            new Org.BouncyCastle.Asn1.DerOctetString(plain[65..97]), new Org.BouncyCastle.Asn1.DerOctetString(plain[97..])).GetDerEncoded();
    }

    /// <summary>A key pair of the curve of a public key, and the secret that it shares with that key.</summary>
    public static (byte[] PublicKeyInfo, byte[] Secret) Agree(byte[] publicKeyInfo)
    {
        var theirs = (ECPublicKeyParameters)PublicKeyFactory.CreateKey(publicKeyInfo);
        var generator = GeneratorUtilities.GetKeyPairGenerator("EC");
        generator.Init(new ECKeyGenerationParameters(theirs.PublicKeyParamSet, new SecureRandom()));
        var mine = generator.GenerateKeyPair();
        var agreement = new ECDHBasicAgreement();
        agreement.Init(mine.Private);
        var secret = agreement.CalculateAgreement(theirs).ToByteArrayUnsigned();
        var padded = new byte[agreement.GetFieldSize()];
        secret.CopyTo(padded, padded.Length - secret.Length);
        return (Org.BouncyCastle.X509.SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(mine.Public).GetDerEncoded(), padded);
    }

    public static byte[] Mac(byte[] key, string algorithm, byte[] message)
    {
        var hmac = new HMac(DigestOf(algorithm));
        hmac.Init(new KeyParameter(key));
        hmac.BlockUpdate(message, 0, message.Length);
        var mac = new byte[hmac.GetMacSize()];
        hmac.DoFinal(mac, 0);
        return mac;
    }

    public static byte[] Digest(string algorithm, byte[] message) => algorithm switch
    {
        "ED25519_PH_SHA_512" => SHA512.HashData(message),
        "SM2DSA" => DigestUtilities.CalculateDigest("SM3", message),
        _ => DigestUtilities.DoFinal(Fed(DigestOf(algorithm), message)),
    };

    /// <summary>The message representative of ML-DSA with an empty context.</summary>
    public static byte[] Mu(byte[] publicKeyInfo, byte[] message)
    {
        var key = ((MLDsaPublicKeyParameters)PublicKeyFactory.CreateKey(publicKeyInfo)).GetEncoded();
        return Shake([.. Shake(key), 0, 0, .. message]);
    }

    private static byte[] Shake(byte[] input)
    {
        var shake = new ShakeDigest(256);
        shake.BlockUpdate(input, 0, input.Length);
        var output = new byte[64];
        shake.OutputFinal(output, 0, output.Length);
        return output;
    }

    private static IDigest Fed(IDigest digest, byte[] message)
    {
        digest.BlockUpdate(message, 0, message.Length);
        return digest;
    }

    private static IDigest DigestOf(string algorithm) => algorithm[^3..] switch
    {
        "224" => new Sha224Digest(),
        "256" => new Sha256Digest(),
        "384" => new Sha384Digest(),
        _ => new Sha512Digest(),
    };
}
