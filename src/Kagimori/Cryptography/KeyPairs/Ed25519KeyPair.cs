using NSec.Cryptography;
using Prehashed = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>An opened Ed25519 key: Ed25519 by libsodium; Ed25519ph by BouncyCastle, because libsodium takes no digest made elsewhere.</summary>
internal sealed class Ed25519KeyPair : KeyPair
{
    private const int SignatureSize = 64;
    private readonly Key _key;
    private readonly byte[] _publicKey;
    private readonly byte[] _seed;

    public Ed25519KeyPair(ReadOnlySpan<byte> seed)
    {
        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        _publicKey = _key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        _seed = GC.AllocateUninitializedArray<byte>(seed.Length, pinned: true);
        seed.CopyTo(_seed);
    }

    public override byte[] ExportPublicKey() => _key.PublicKey.Export(KeyBlobFormat.PkixPublicKey);

    public override byte[] Sign(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message)
    {
        if (type == MessageType.Raw) return SignatureAlgorithm.Ed25519.Sign(_key, message);
        var signature = new byte[SignatureSize];
        Prehashed.SignPrehash(_seed, 0, [], message.ToArray(), 0, signature, 0);
        return signature;
    }

    public override bool Verify(SigningAlgorithm algorithm, MessageType type, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize) return false;
        return type == MessageType.Raw
            ? SignatureAlgorithm.Ed25519.Verify(_key.PublicKey, message, signature)
            : Prehashed.VerifyPrehash(signature.ToArray(), 0, _publicKey, 0, [], message.ToArray(), 0);
    }

    public override void Dispose()
    {
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(_seed);
        _key.Dispose();
    }
}
