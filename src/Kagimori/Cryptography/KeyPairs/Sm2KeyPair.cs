using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An opened SM2 key: signatures in DER (GB/T 32918.2) with the default distinguishing identifier, SM2PKE (part 4), and ECDH.</summary>
internal sealed class Sm2KeyPair : KeyPair
{
    private const int CoordinateSize = 32;
    private readonly ECPrivateKeyParameters _private;
    private readonly ECPublicKeyParameters _public;

    public Sm2KeyPair(ECDomainParameters domain, BigInteger d)
    {
        _private = new ECPrivateKeyParameters(d, domain);
        _public = new ECPublicKeyParameters(domain.G.Multiply(d).Normalize(), domain);
    }

    public override byte[] ExportPublicKey() => EcPrivateKeyInfo.EncodePublicKey(Sm2Keys.CurveOid, _public.Q.GetEncoded(compressed: false));

    public override byte[] Sign(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message)
    {
        var signer = new SM2Signer(DigestOf(type, message));
        signer.Init(forSigning: true, new ParametersWithRandom(_private, new SecureRandom()));
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    public override bool Verify(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var signer = new SM2Signer(DigestOf(type, message));
        signer.Init(forSigning: false, _public);
        signer.BlockUpdate(message);
        return signer.VerifySignature(signature.ToArray());
    }

    public override byte[] Encrypt(string encryptionAlgorithm, ReadOnlySpan<byte> plaintext)
    {
        var engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
        engine.Init(forEncryption: true, new ParametersWithRandom(_public, new SecureRandom()));
        return Sm2Ciphertext.Encode(engine.ProcessBlock(plaintext.ToArray(), 0, plaintext.Length));
    }

    public override byte[]? Decrypt(string encryptionAlgorithm, ReadOnlySpan<byte> ciphertext)
    {
        if (Sm2Ciphertext.Decode(ciphertext) is not { } bytes) return null;
        try
        {
            var engine = new SM2Engine(new SM3Digest(), SM2Engine.Mode.C1C3C2);
            engine.Init(forEncryption: false, _private);
            return engine.ProcessBlock(bytes, 0, bytes.Length);
        }
        catch (Exception e) when (e is CryptoException or ArgumentException)
        {
            // The library says so when a point is not on the curve or the hash does not agree.
            return null;
        }
    }

    public override byte[]? Agree(ReadOnlySpan<byte> publicKeyInfo)
    {
        if (EcPrivateKeyInfo.DecodePublicKey(Sm2Keys.CurveOid, publicKeyInfo) is not { } point) return null;
        try
        {
            var agreement = new ECDHBasicAgreement();
            agreement.Init(_private);
            var shared = agreement.CalculateAgreement(new ECPublicKeyParameters(_private.Parameters.Curve.DecodePoint(point), _private.Parameters));
            var bytes = shared.ToByteArrayUnsigned();
            var secret = new byte[CoordinateSize];
            bytes.CopyTo(secret, CoordinateSize - bytes.Length);
            return secret;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public override void Dispose()
    {
        // BouncyCastle keeps the private key as a number that nobody can clear.
    }

    private static IDigest DigestOf(MessageType type, ReadOnlySpan<byte> message) =>
        type == MessageType.Raw ? new SM3Digest() : new GivenDigest(message.ToArray());
}
