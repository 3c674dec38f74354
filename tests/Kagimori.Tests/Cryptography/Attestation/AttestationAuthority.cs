using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using Kagimori.Cryptography.Attestation;

namespace Kagimori.Tests.Cryptography.Attestation;

/// <summary>Attests as the Nitro system does, under a root of its own: root, two authorities below it, and a certificate for each module.</summary>
internal sealed class AttestationAuthority : IDisposable
{
    private readonly ECDsa _root = NewKey(), _regional = NewKey(), _zonal = NewKey();

    public AttestationAuthority(DateTimeOffset now)
    {
        Now = now;
        Root = SelfSigned(_root, "test.nitro-enclaves");
        Regional = Issue(Root, _root, _regional, "regional", isAuthority: true, now.AddDays(-10), now.AddDays(10));
        Zonal = Issue(Regional, _regional, _zonal, "zonal", isAuthority: true, now.AddDays(-2), now.AddDays(3));
        Leaf = IssueLeaf(now.AddHours(-1), now.AddHours(2));
    }

    public DateTimeOffset Now { get; }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Regional { get; }

    public X509Certificate2 Zonal { get; }

    public X509Certificate2 Leaf { get; }

    /// <summary>The key that signs documents.</summary>
    public ECDsa Signer { get; } = NewKey();

    /// <summary>The recipient's key pair.</summary>
    public RSA Recipient { get; } = SharedRsa.Open(2048);

    public AttestationVerifier Verifier => AttestationVerifier.TryCreate(Root.ExportCertificatePem())!;

    /// <summary>The value of a register: a different one for each that an enclave has measured, zeros for the rest.</summary>
    public static string Register(int index) => index is <= 4 or 8 ? Convert.ToHexStringLower(SHA384.HashData([(byte)index])) : new string('0', 96);

    /// <summary>A document, signed as it should be but for what the change makes of it.</summary>
    public byte[] Attest(Action<AttestationDraft>? change = null)
    {
        var draft = new AttestationDraft
        {
            Signer = Signer,
            Members =
            {
                ["module_id"] = writer => writer.WriteTextString("i-1234567890abcdef0-enc0123456789abcdef"),
                ["digest"] = writer => writer.WriteTextString("SHA384"),
                ["timestamp"] = writer => writer.WriteUInt64((ulong)Now.ToUnixTimeMilliseconds()),
                ["pcrs"] = AttestationDraft.Registers([.. Enumerable.Range(0, 16).Select(i => (i, Register(i)))]),
                ["certificate"] = writer => writer.WriteByteString(Leaf.RawData),
                ["cabundle"] = AttestationDraft.Bundle(Root, Regional, Zonal),
                ["public_key"] = writer => writer.WriteByteString(Recipient.ExportSubjectPublicKeyInfo()),
                ["user_data"] = writer => writer.WriteNull(),
                ["nonce"] = writer => writer.WriteNull(),
            },
        };
        change?.Invoke(draft);
        return draft.Sign();
    }

    public X509Certificate2 IssueLeaf(DateTimeOffset from, DateTimeOffset until, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature) =>
        Issue(Zonal, _zonal, Signer, "module", isAuthority: false, from, until, usage);

    /// <summary>A certificate that was issued by one which is no authority.</summary>
    public X509Certificate2 IssueBelowLeaf()
    {
        using var key = NewKey();
        return Issue(Leaf, Signer, key, "below", isAuthority: false, Leaf.NotBefore, Leaf.NotAfter);
    }

    /// <summary>A certificate for the signer that says it is an authority.</summary>
    public X509Certificate2 IssueAuthority() => Issue(Zonal, _zonal, Signer, "authority", isAuthority: true, Leaf.NotBefore, Leaf.NotAfter, X509KeyUsageFlags.DigitalSignature);

    public void Dispose()
    {
        foreach (var one in new IDisposable[] { Root, Regional, Zonal, Leaf, _root, _regional, _zonal, Signer, Recipient }) one.Dispose();
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP384);

    private X509Certificate2 SelfSigned(ECDsa key, string name)
    {
        var request = Request(key, name, isAuthority: true, X509KeyUsageFlags.KeyCertSign);
        using var withKey = request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(25));
        return X509CertificateLoader.LoadCertificate(withKey.RawData);
    }

    private static X509Certificate2 Issue(
        X509Certificate2 issuer, ECDsa issuerKey, ECDsa key, string name, bool isAuthority, DateTimeOffset from, DateTimeOffset until, X509KeyUsageFlags? usage = null)
    {
        var request = Request(key, name, isAuthority, usage ?? (isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature));
        if (isAuthority) request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        return request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), from, until, RandomNumberGenerator.GetBytes(16));
    }

    private static CertificateRequest Request(ECDsa key, string name, bool isAuthority, X509KeyUsageFlags usage) =>
        new($"CN={name}, O=Test", key, HashAlgorithmName.SHA384)
        {
            CertificateExtensions =
            {
                new X509BasicConstraintsExtension(isAuthority, false, 0, true), new X509KeyUsageExtension(usage, true),
                new X509SubjectKeyIdentifierExtension(new PublicKey(key), false),
            },
        };
}

/// <summary>A document before it is signed; its members are written as they stand, right or wrong.</summary>
internal sealed class AttestationDraft
{
    public Dictionary<string, Action<CborWriter>> Members { get; } = [];

    public required AsymmetricAlgorithm Signer { get; set; }

    public HashAlgorithmName Hash { get; set; } = HashAlgorithmName.SHA384;

    /// <summary>Headers that are not signed.</summary>
    public CoseHeaderMap Unprotected { get; } = [];

    /// <summary>What is signed in place of the members.</summary>
    public byte[]? Payload { get; set; }

    public static Action<CborWriter> Registers(params (int Index, string Hex)[] registers) => writer =>
    {
        writer.WriteStartMap(registers.Length);
        foreach (var (index, hex) in registers)
        {
            writer.WriteInt32(index);
            writer.WriteByteString(Convert.FromHexString(hex));
        }
        writer.WriteEndMap();
    };

    public static Action<CborWriter> Bundle(params X509Certificate2[] certificates) => writer =>
    {
        writer.WriteStartArray(certificates.Length);
        foreach (var certificate in certificates) writer.WriteByteString(certificate.RawData);
        writer.WriteEndArray();
    };

    public byte[] Sign()
    {
        var signer = Signer is RSA rsa ? new CoseSigner(rsa, RSASignaturePadding.Pss, Hash, null, Unprotected) : new CoseSigner(Signer, Hash, null, Unprotected);
        return CoseSign1Message.SignEmbedded(Payload ?? Encode(), signer);
    }

    public byte[] Encode()
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(Members.Count);
        foreach (var (name, write) in Members)
        {
            writer.WriteTextString(name);
            write(writer);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }
}
