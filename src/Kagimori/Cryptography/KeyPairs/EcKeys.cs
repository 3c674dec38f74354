using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Key pairs of a short Weierstrass curve that the class library has, named by its OID.</summary>
/// <param name="size">The bytes of a private key and of a coordinate.</param>
internal sealed class EcKeys(string curveOid, int size) : KeyPairAlgorithm
{
    public override bool IsSlow => false;

    public override KeyMaterial Generate(RandomSource random)
    {
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromValue(curveOid));
        var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
        var bytes = EcPrivateKeyInfo.Encode(curveOid, parameters.D!, [0x04, .. parameters.Q.X!, .. parameters.Q.Y!]);
        var material = new KeyMaterial(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(parameters.D);
        return material;
    }

    protected override byte[]? Normalize(ReadOnlySpan<byte> privateKeyInfo) => EcPrivateKeyInfo.Normalize(curveOid, size, privateKeyInfo, PointOf);

    private byte[]? PointOf(byte[] d)
    {
        try
        {
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.CreateFromValue(curveOid), D = d });
            var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
            return [0x04, .. point.X!, .. point.Y!];
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    protected override KeyPair? Read(ReadOnlySpan<byte> privateKeyInfo)
    {
        if (EcPrivateKeyInfo.Decode(curveOid, privateKeyInfo) is not { } d) return null;
        CryptographicOperations.ZeroMemory(d);
        var (ecdsa, ecdh) = (ECDsa.Create(), ECDiffieHellman.Create());
        try
        {
            ecdsa.ImportPkcs8PrivateKey(privateKeyInfo, out var read);
            ecdh.ImportPkcs8PrivateKey(privateKeyInfo, out _);
            if (read == privateKeyInfo.Length) return new EcKeyPair(ecdsa, ecdh, curveOid);
        }
        catch (CryptographicException)
        {
            // The class library has no way to say "not a key" but by throwing.
        }
        ecdsa.Dispose();
        ecdh.Dispose();
        return null;
    }
}
