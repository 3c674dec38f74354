using System.Text.Json;
using Kagimori.Cryptography.Attestation;
using Kagimori.Wire;

namespace Kagimori.Operations.Recipients;

/// <summary>The Recipient parameter: the attestation document of the Nitro enclave, or of the instance with NitroTPM, that alone may read the answer.</summary>
internal sealed record RecipientInfo
{
    public string? KeyEncryptionAlgorithm { get; set; }

    public byte[]? AttestationDocument { get; set; }

    /// <summary>Verifies the document and keeps it for the decision, the answer and the audit trail.</summary>
    public Refusal? Attest(Exchange exchange)
    {
        if (KeyEncryptionAlgorithm is null || AttestationDocument is null) return Refusals.IncompleteRecipient();
        var fault = exchange.Engine.Attestation.Verify(AttestationDocument, exchange.Now, out var document);
        exchange.Attestation = document;
        return fault == AttestationFault.None ? null : Refusals.InvalidAttestation(fault);
    }

    /// <summary>The member of a request. An operation that declares it verifies it.</summary>
    internal sealed class Member<TRequest>(Func<TRequest, RecipientInfo?> get) : Kagimori.Wire.Member<TRequest>("Recipient", isRequired: false)
    {
        public override IEnumerable<(string CamelName, object? Type)> DeclaredMembers =>
            [("keyEncryptionAlgorithm", Kms.KeyEncryptionMechanism), ("attestationDocument", Kms.AttestationDocumentType)];

        public RecipientInfo? ValueOf(TRequest request) => get(request);

        // What the document says is recorded once it is verified.
        public override void Audit(TRequest request, Utf8JsonWriter json)
        {
        }

        protected override bool IsPresent(TRequest request) => get(request) is not null;

        protected override void CheckValue(TRequest request, ref Violations violations)
        {
            var recipient = get(request)!;
            if (recipient.KeyEncryptionAlgorithm is { } algorithm)
                Kms.KeyEncryptionMechanism.Check(algorithm, $"{CamelName}.keyEncryptionAlgorithm", ref violations);
            if (recipient.AttestationDocument is { } document)
                Kms.AttestationDocumentType.Check(document, $"{CamelName}.attestationDocument", ref violations);
        }
    }
}
