using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.Cryptography.Attestation;

/// <summary>Decides whether an attestation document comes from the AWS Nitro system, or from whom else the roots say, and is of now.</summary>
/// <remarks>
/// Safe for concurrent use. A document is a COSE_Sign1 message (RFC 9052), tagged or not:
/// <code>
/// 18([ {1: -35}     protected: ES384
///      {}           unprotected
///      bytes        payload: the document
///      bytes        signature by the key of the document's certificate, a P-384 key
/// ])
/// </code>
/// Source: "Nitro Enclaves Attestation Process", section 3. It has nothing against replay but its age: an answer is encrypted to the
/// document's key, so whoever repeats it gains nothing.
/// </remarks>
public sealed class AttestationVerifier
{
    /// <summary>How far a document's time may be from now, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int ES384 = -35;
    private const int MaxPayload = 16_384;
    private const int MinimumKeySize = 2048;
    private const int MaximumExponentSize = 4;

    private readonly X509Certificate2Collection _roots;

    private AttestationVerifier(X509Certificate2Collection roots) => _roots = roots;

    /// <summary>Trusts the root of the AWS Nitro system.</summary>
    public static AttestationVerifier Nitro { get; } = TryCreate(NitroRoot.Pem)!;

    /// <param name="pem">Certificates in PEM; all of them are trusted.</param>
    /// <returns>Null when there is no certificate or one cannot be read.</returns>
    public static AttestationVerifier? TryCreate(string pem)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
        return roots.Count == 0 ? null : new AttestationVerifier(roots);
    }

    /// <param name="document">The document; null when there is a fault.</param>
    internal AttestationFault Verify(ReadOnlySpan<byte> bytes, DateTimeOffset now, out AttestationDocument? document)
    {
        document = null;
        try
        {
            if (Decode(bytes) is not { } message || AttestationReader.TryRead(message.Content!.Value) is not { } read) return AttestationFault.Malformed;
            using var certificate = X509CertificateLoader.LoadCertificate(read.Certificate);
            if (!IsTrusted(certificate, read.Bundle, now)) return AttestationFault.Certificate;
            using var signer = certificate.GetECDsaPublicKey();
            if (signer is not { KeySize: 384 }) return AttestationFault.Certificate;
            if (!message.VerifyEmbedded(signer)) return AttestationFault.Signature;
            if ((now - read.Timestamp).Duration() > Window) return AttestationFault.Timestamp;
            if (!IsUsable(read.PublicKey)) return AttestationFault.PublicKey;
            document = read;
            return AttestationFault.None;
        }
        catch (CryptographicException)
        {
            // A certificate or a key that cannot be read: the class library says so by throwing.
            return AttestationFault.Certificate;
        }
    }

    private static CoseSign1Message? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var message = CoseMessage.DecodeSign1(bytes);
            // INVARIANT: the algorithm is ES384 and stands in the signed bytes; no header says anything else.
            var isES384 = message is { ProtectedHeaders.Count: 1, UnprotectedHeaders.Count: 0 }
                && message.ProtectedHeaders.TryGetValue(CoseHeaderLabel.Algorithm, out var algorithm) && algorithm.GetValueAsInt32() == ES384;
            return isES384 && message.Content is { Length: > 0 and <= MaxPayload } ? message : null;
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            return null;
        }
    }

    private bool IsTrusted(X509Certificate2 certificate, IReadOnlyList<byte[]> bundle, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_roots);
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // INVARIANT: a document never makes the service fetch anything.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        try
        {
            foreach (var issuer in bundle) chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(issuer));
            return chain.Build(certificate) && HasUsages(chain.ChainElements);
        }
        finally
        {
            foreach (var issuer in chain.ChainPolicy.ExtraStore) issuer.Dispose();
            foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        }
    }

    // Section 3.2.3: the first certificate signs documents and no certificates, all others sign certificates.
    private static bool HasUsages(X509ChainElementCollection elements)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            var extensions = elements[i].Certificate.Extensions;
            var usage = i == 0 ? X509KeyUsageFlags.DigitalSignature : X509KeyUsageFlags.KeyCertSign;
            var isAuthority = extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority ?? false;
            if (isAuthority == (i == 0) || extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages.HasFlag(usage) != true) return false;
        }
        return true;
    }

    // Whoever runs in the enclave chooses this key. What passes here can be encrypted to.
    private static bool IsUsable(byte[]? publicKey)
    {
        if (publicKey is null) return false;
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(publicKey, out var read);
            if (read != publicKey.Length || rsa.KeySize < MinimumKeySize) return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return key is { Modulus: [.., var modulus], Exponent: [.., var exponent] } && key.Exponent.Length <= MaximumExponentSize
            && byte.IsOddInteger(modulus) && byte.IsOddInteger(exponent) && key.Exponent is not [1];
    }
}
