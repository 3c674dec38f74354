using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Kagimori.Cryptography.Attestation;

namespace Kagimori.Tests.Cryptography.Attestation;

/// <summary>Which attestation documents are believed, and which are not.</summary>
public sealed class AttestationVerifierTests
{
    private const int Iterations = 1_000;
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // Eight keys and certificates that no test changes.
    private static readonly AttestationAuthority Authority = new(Now);

    [Fact]
    public void A_document_of_an_enclave_is_read_and_believed()
    {
        var document = Believed(Authority.Attest());
        Assert.Equal("i-1234567890abcdef0-enc0123456789abcdef", document.ModuleId);
        Assert.Equal(Now, document.Timestamp);
        Assert.Equal(Authority.Recipient.ExportSubjectPublicKeyInfo(), document.PublicKey);
        Assert.Equal(AttestationAuthority.Register(0), document.FindMeasurement("ImageSha384"));
        Assert.Equal(AttestationAuthority.Register(0), document.FindMeasurement("pcr0"));
        Assert.Equal(AttestationAuthority.Register(8), document.FindMeasurement("PCR8"));
        Assert.Equal(new string('0', 96), document.FindMeasurement("PCR15"));
        foreach (var name in new[] { "PCR16", "PCR32", "PCR01", "PCR00", "PCR", "PCR-1", "PCR+1", "PCR 1", "PCR1x", "PCR99999999999", "NitroTPMPCR0", "Image", "" })
            Assert.Null(document.FindMeasurement(name));
    }

    [Fact]
    public void A_document_of_an_instance_with_NitroTPM_has_registers_of_its_own()
    {
        var document = Believed(Authority.Attest(draft =>
        {
            draft.Members["nitrotpm_pcrs"] = draft.Members["pcrs"];
            draft.Members.Remove("pcrs");
        }));
        Assert.Equal(AttestationAuthority.Register(4), document.FindMeasurement("NitroTPMPCR4"));
        foreach (var name in new[] { "ImageSha384", "PCR0", "PCR4" }) Assert.Null(document.FindMeasurement(name));
    }

    [Fact]
    public void Optional_members_may_be_absent_or_have_a_value_and_the_tag_may_be_left_out()
    {
        Believed(Authority.Attest(draft => { draft.Members.Remove("user_data"); draft.Members.Remove("nonce"); }));
        Believed(Authority.Attest(draft => draft.Members["nonce"] = writer => writer.WriteByteString(new byte[1024])));
        Believed(Authority.Attest(draft => draft.Members["user_data"] = writer => writer.WriteByteString([])));
        var tagged = Authority.Attest();
        Assert.Equal(0xD2, tagged[0]);
        Believed(tagged[1..]);
    }

    [Fact]
    public void The_root_that_is_built_in_has_the_fingerprint_that_AWS_publishes()
    {
        using var root = X509Certificate2.CreateFromPem(NitroRoot.Pem);
        Assert.Equal("641A0321A3E244EFE456463195D606317ED7CDCC3C1756E09893F3C68F79BB5B", root.GetCertHashString(HashAlgorithmName.SHA256));
        Assert.Equal(AttestationFault.Certificate, AttestationVerifier.Nitro.Verify(Authority.Attest(), Now, out _));
    }

    [Fact]
    public void Roots_are_certificates_in_PEM_and_each_of_them_is_trusted()
    {
        using var other = new AttestationAuthority(Now);
        var both = AttestationVerifier.TryCreate(other.Root.ExportCertificatePem() + "\n" + Authority.Root.ExportCertificatePem())!;
        Assert.Equal(AttestationFault.None, both.Verify(Authority.Attest(), Now, out _));
        Assert.Equal(AttestationFault.None, both.Verify(other.Attest(), Now, out _));
        foreach (var pem in new[] { "", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", Authority.Recipient.ExportSubjectPublicKeyInfoPem() })
            Assert.Null(AttestationVerifier.TryCreate(pem));
    }

    [Theory]
    [InlineData("no certificate of the bundle")]
    [InlineData("a bundle without an authority in between")]
    [InlineData("the bundle of another root")]
    [InlineData("another root altogether")]
    [InlineData("an expired certificate")]
    [InlineData("a certificate that is not valid yet")]
    [InlineData("a certificate without digitalSignature")]
    [InlineData("a certificate that is an authority")]
    [InlineData("a certificate issued by one that is no authority")]
    [InlineData("a bundle entry that is no certificate")]
    [InlineData("bytes in place of the certificate")]
    [InlineData("a root in place of the certificate")]
    public void A_certificate_that_does_not_lead_to_the_root_is_refused(string what)
    {
        using var other = new AttestationAuthority(Now);
        var document = what == "another root altogether" ? other.Attest() : Authority.Attest(draft =>
        {
            draft.Members["cabundle"] = what switch
            {
                "no certificate of the bundle" => AttestationDraft.Bundle(Authority.Root),
                "a bundle without an authority in between" => AttestationDraft.Bundle(Authority.Root, Authority.Zonal),
                "the bundle of another root" => AttestationDraft.Bundle(other.Root, other.Regional, other.Zonal),
                "a certificate issued by one that is no authority" => AttestationDraft.Bundle(Authority.Root, Authority.Regional, Authority.Zonal, Authority.Leaf),
                "a bundle entry that is no certificate" => writer =>
                {
                    writer.WriteStartArray(1);
                    writer.WriteByteString([1, 2, 3]);
                    writer.WriteEndArray();
                },
                _ => draft.Members["cabundle"],
            };
            draft.Members["certificate"] = writer => writer.WriteByteString(what switch
            {
                "an expired certificate" => Authority.IssueLeaf(Now.AddHours(-3), Now.AddSeconds(-1)).RawData,
                "a certificate that is not valid yet" => Authority.IssueLeaf(Now.AddSeconds(1), Now.AddHours(3)).RawData,
                "a certificate without digitalSignature" => Authority.IssueLeaf(Now.AddHours(-1), Now.AddHours(1), X509KeyUsageFlags.KeyAgreement).RawData,
                "a certificate that is an authority" => Authority.IssueAuthority().RawData,
                "a certificate issued by one that is no authority" => Authority.IssueBelowLeaf().RawData,
                "bytes in place of the certificate" => [0x30, 0x03, 0x02, 0x01, 0x00],
                "a root in place of the certificate" => Authority.Root.RawData,
                _ => Authority.Leaf.RawData,
            });
        });
        Refused(AttestationFault.Certificate, document);
    }

    [Fact]
    public void Certificates_are_held_against_the_time_of_the_request_not_of_the_machine()
    {
        var document = Authority.Attest();
        Refused(AttestationFault.Certificate, document, Now.AddHours(3));
        Refused(AttestationFault.Certificate, document, Now.AddHours(-2));
        Refused(AttestationFault.Certificate, document, Now.AddYears(40));
    }

    [Fact]
    public void A_document_is_good_for_five_minutes_before_and_after_its_time()
    {
        var document = Authority.Attest();
        foreach (var seconds in new[] { 0, 300, -300 }) Assert.Equal(AttestationFault.None, Authority.Verifier.Verify(document, Now.AddSeconds(seconds), out _));
        foreach (var seconds in new[] { 301, -301, 3600 }) Refused(AttestationFault.Timestamp, document, Now.AddSeconds(seconds));
    }

    [Fact]
    public void What_the_certificate_did_not_sign_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Refused(AttestationFault.Signature, Authority.Attest(draft => draft.Signer = other));
        var document = Authority.Attest();
        var changed = (byte[])document.Clone();
        changed[document.AsSpan().IndexOf("enc0123"u8)] = (byte)'X';
        Refused(AttestationFault.Signature, changed);
        changed = (byte[])document.Clone();
        changed[^1] ^= 1;
        Refused(AttestationFault.Signature, changed);
    }

    [Fact]
    public void Another_algorithm_or_another_header_is_refused()
    {
        Refused(AttestationFault.Malformed, Authority.Attest(draft => draft.Hash = HashAlgorithmName.SHA256));
        Refused(AttestationFault.Malformed, Authority.Attest(draft => draft.Hash = HashAlgorithmName.SHA512));
        Refused(AttestationFault.Malformed, Authority.Attest(draft => draft.Signer = Authority.Recipient));
        Refused(AttestationFault.Malformed, Authority.Attest(draft => draft.Unprotected.Add(CoseHeaderLabel.KeyIdentifier, CoseHeaderValue.FromBytes([1]))));
        // A P-256 key can sign with SHA-384 and say ES384; documents are signed by P-384 keys.
        using var small = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Refused(AttestationFault.Signature, Authority.Attest(draft => draft.Signer = small));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(2040)]
    public void A_public_key_that_is_missing_or_too_small_is_refused(int bits)
    {
        using var rsa = RSA.Create(Math.Max(bits, 1024));
        Refused(AttestationFault.PublicKey, Authority.Attest(draft => draft.Members["public_key"] = writer =>
        {
            if (bits == 0) writer.WriteNull();
            else writer.WriteByteString(rsa.ExportSubjectPublicKeyInfo());
        }));
    }

    [Fact]
    public void A_public_key_that_nothing_can_be_encrypted_to_is_refused()
    {
        Refused(AttestationFault.PublicKey, WithKey(Authority.Signer.ExportSubjectPublicKeyInfo()));
        Refused(AttestationFault.PublicKey, WithKey([1, 2, 3]));
        Refused(AttestationFault.PublicKey, WithKey([.. Authority.Recipient.ExportSubjectPublicKeyInfo(), 0]));
        Refused(AttestationFault.PublicKey, WithKey(Authority.Recipient.ExportRSAPublicKey()));
        var even = Authority.Recipient.ExportSubjectPublicKeyInfo();
        even[^6] &= 0xFE; // the last byte of the modulus: behind it stands the exponent, 02 03 01 00 01
        Refused(AttestationFault.PublicKey, WithKey(even));
        var exponents = Authority.Recipient.ExportSubjectPublicKeyInfo();
        exponents[^1] = 0;
        Refused(AttestationFault.PublicKey, WithKey(exponents));
        exponents[^3] = 0;
        exponents[^1] = 1;
        Refused(AttestationFault.PublicKey, WithKey(exponents));

        byte[] WithKey(byte[] key) => Authority.Attest(draft => draft.Members["public_key"] = writer => writer.WriteByteString(key));
    }

    [Theory]
    [MemberData(nameof(MalformedMembers))]
    public void A_member_that_is_not_as_specified_is_refused(string name) => Refused(AttestationFault.Malformed, Authority.Attest(Malformed[name]));

    public static TheoryData<string> MalformedMembers => [.. Malformed.Keys];

    private static readonly Dictionary<string, Action<AttestationDraft>> Malformed = new()
    {
        ["no module_id"] = draft => draft.Members.Remove("module_id"),
        ["no digest"] = draft => draft.Members.Remove("digest"),
        ["no timestamp"] = draft => draft.Members.Remove("timestamp"),
        ["no pcrs"] = draft => draft.Members.Remove("pcrs"),
        ["no certificate"] = draft => draft.Members.Remove("certificate"),
        ["no cabundle"] = draft => draft.Members.Remove("cabundle"),
        ["an empty module_id"] = draft => draft.Members["module_id"] = writer => writer.WriteTextString(""),
        ["a module_id of bytes"] = draft => draft.Members["module_id"] = writer => writer.WriteByteString([1]),
        ["another digest"] = draft => draft.Members["digest"] = writer => writer.WriteTextString("SHA256"),
        ["a timestamp of 0"] = draft => draft.Members["timestamp"] = writer => writer.WriteUInt64(0),
        ["a negative timestamp"] = draft => draft.Members["timestamp"] = writer => writer.WriteInt64(-1),
        ["a timestamp beyond all calendars"] = draft => draft.Members["timestamp"] = writer => writer.WriteUInt64(ulong.MaxValue),
        ["a timestamp of text"] = draft => draft.Members["timestamp"] = writer => writer.WriteTextString("now"),
        ["a null digest"] = draft => draft.Members["digest"] = writer => writer.WriteNull(),
        ["no register"] = draft => draft.Members["pcrs"] = AttestationDraft.Registers(),
        ["register 32"] = draft => draft.Members["pcrs"] = AttestationDraft.Registers((32, AttestationAuthority.Register(0))),
        ["register -1"] = draft => draft.Members["pcrs"] = AttestationDraft.Registers((-1, AttestationAuthority.Register(0))),
        ["a register twice"] = draft => draft.Members["pcrs"] = AttestationDraft.Registers((0, AttestationAuthority.Register(0)), (0, AttestationAuthority.Register(1))),
        ["a register of 47 bytes"] = draft => draft.Members["pcrs"] = AttestationDraft.Registers((0, new string('1', 94))),
        ["a register of no bytes"] = draft => draft.Members["pcrs"] = AttestationDraft.Registers((0, "")),
        ["registers in a list"] = draft => draft.Members["pcrs"] = AttestationDraft.Bundle(),
        ["registers of both kinds"] = draft => draft.Members["nitrotpm_pcrs"] = draft.Members["pcrs"],
        ["an empty bundle"] = draft => draft.Members["cabundle"] = AttestationDraft.Bundle(),
        ["a bundle entry of no bytes"] = draft => draft.Members["cabundle"] = writer => { writer.WriteStartArray(1); writer.WriteByteString([]); writer.WriteEndArray(); },
        ["a certificate of 1,025 bytes"] = draft => draft.Members["certificate"] = writer => writer.WriteByteString(new byte[1025]),
        ["an empty certificate"] = draft => draft.Members["certificate"] = writer => writer.WriteByteString([]),
        ["a public key of 1,025 bytes"] = draft => draft.Members["public_key"] = writer => writer.WriteByteString(new byte[1025]),
        ["an empty public key"] = draft => draft.Members["public_key"] = writer => writer.WriteByteString([]),
        ["a nonce of 1,025 bytes"] = draft => draft.Members["nonce"] = writer => writer.WriteByteString(new byte[1025]),
        ["a nonce of text"] = draft => draft.Members["nonce"] = writer => writer.WriteTextString("once"),
        ["an unknown member"] = draft => draft.Members["debug"] = writer => writer.WriteBoolean(true),
        ["bytes after the document"] = draft => draft.Payload = [.. draft.Encode(), 0],
        ["half a document"] = draft => draft.Payload = draft.Encode()[..^20],
        ["no map"] = draft => draft.Payload = [0x80],
        ["an empty payload"] = draft => draft.Payload = [],
        ["more than 16 KiB"] = draft => draft.Members["module_id"] = writer => writer.WriteTextString(new string('i', 16_384)),
        ["deep nesting"] = draft => draft.Payload = [.. Enumerable.Repeat((byte)0x81, 16_000)],
    };

    [Fact]
    public void Nothing_but_one_COSE_message_is_read()
    {
        Refused(AttestationFault.Malformed, []);
        Refused(AttestationFault.Malformed, "document"u8.ToArray());
        Refused(AttestationFault.Malformed, [0xD2, 0x84]);
        Refused(AttestationFault.Malformed, [.. Authority.Attest(), 0]);
        Refused(AttestationFault.Malformed, Authority.Attest()[..^1]);
        Refused(AttestationFault.Malformed, CoseSign1Message.SignDetached("content"u8, new CoseSigner(Authority.Signer, HashAlgorithmName.SHA384)));
        Refused(AttestationFault.Malformed, [.. Enumerable.Repeat((byte)0x9F, 200_000)]);
    }

    [Fact]
    public void A_document_of_which_any_bytes_were_changed_is_refused_and_nothing_is_thrown()
    {
        var document = Authority.Attest();
        var verifier = Authority.Verifier;
        Changes.Sample(changes =>
        {
            var bytes = Change(document, changes);
            var fault = verifier.Verify(bytes, Now, out var read);
            Assert.Equal(fault == AttestationFault.None, read is not null);
            // Untagged is the one change that is none: the tag stands first.
            Assert.True(fault != AttestationFault.None || bytes.SequenceEqual(document) || bytes.SequenceEqual(document.Skip(1)));
        }, iter: Iterations, threads: 1);
    }

    [Fact]
    public void Whatever_is_signed_is_read_or_refused_and_nothing_is_thrown()
    {
        byte[] payload = [];
        Authority.Attest(draft => payload = draft.Encode());
        var verifier = Authority.Verifier;
        Changes.Sample(changes =>
        {
            var bytes = Change(payload, changes);
            var fault = verifier.Verify(Authority.Attest(draft => draft.Payload = bytes), Now, out var read);
            if (fault == AttestationFault.None) Assert.NotEmpty(RecipientEnvelope.Seal(read!.PublicKey!, "secret"u8, new SeededRandom(1)));
        }, iter: Iterations, threads: 1);
    }

    private static readonly Gen<(int At, byte Difference, int Kind)[]> Changes = Gen.Select(Gen.Int[0, int.MaxValue - 1], Gen.Byte[1, 255], Gen.Int[0, 3]).Array[1, 4];

    private static byte[] Change(byte[] original, (int At, byte Difference, int Kind)[] changes)
    {
        var bytes = original.ToList();
        foreach (var (at, difference, kind) in changes)
        {
            var i = at % bytes.Count;
            if (kind == 0) bytes.RemoveAt(i);
            else if (kind == 1) bytes.Insert(i, difference);
            else bytes[i] ^= difference;
        }
        return [.. bytes];
    }

    private static AttestationDocument Believed(byte[] document)
    {
        Assert.Equal(AttestationFault.None, Authority.Verifier.Verify(document, Now, out var read));
        return read!;
    }

    private static void Refused(AttestationFault fault, byte[] document, DateTimeOffset? now = null)
    {
        Assert.Equal(fault, Authority.Verifier.Verify(document, now ?? Now, out var read));
        Assert.Null(read);
    }
}
