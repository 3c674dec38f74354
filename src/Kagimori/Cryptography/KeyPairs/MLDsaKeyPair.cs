using System.Formats.Asn1;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An opened ML-DSA key: hedged signatures with an empty context (FIPS 204 section 5.2), or of a message representative.</summary>
internal sealed class MLDsaKeyPair(MLDsaParameters parameters, MLDsaNumbers numbers, MLDsaPrivateKeyParameters key, string oid) : KeyPair
{
    private const int ChanceSize = 32;

    public override byte[] ExportPublicKey()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteObjectIdentifier(oid);
            writer.WriteBitString(key.GetPublicKeyEncoded());
        }
        return writer.Encode();
    }

    public override byte[] Sign(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message)
    {
        if (type == MessageType.ExternalMu)
        {
            var chance = new byte[ChanceSize];
            RandomSource.Secure.Fill(chance);
            return MLDsaRepresentative.Sign(numbers, key.GetEncoded(), message.ToArray(), chance);
        }
        var signer = new MLDsaSigner(parameters, deterministic: false);
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    public override bool Verify(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (type == MessageType.ExternalMu) return MLDsaRepresentative.Verify(numbers, key.GetPublicKeyEncoded(), message.ToArray(), signature);
        var signer = new MLDsaSigner(parameters, deterministic: false);
        signer.Init(forSigning: false, key.GetPublicKey());
        signer.BlockUpdate(message);
        return signer.VerifySignature(signature.ToArray());
    }

    public override void Dispose()
    {
        // BouncyCastle keeps the expanded key in ordinary arrays, which it gives nobody a way to clear.
    }
}
