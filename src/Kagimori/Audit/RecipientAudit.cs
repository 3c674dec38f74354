using Kagimori.Cryptography.Attestation;

namespace Kagimori.Audit;

/// <summary>Writes what was attested of the recipient of an answer: the member <c>recipient</c> of CloudTrail's additionalEventData.</summary>
/// <remarks>Source: KMS developer guide, "Monitoring requests for Nitro enclaves" and "… for NitroTPM". Registers that are unset, all zeros, are left out.</remarks>
internal static class RecipientAudit
{
    public static void Write(AttestationDocument document, JsonLine json)
    {
        json.Raw("\"recipient\":{\"attestationDocumentModuleId\":"u8);
        json.Text(document.ModuleId);
        for (var i = 0; i < document.Registers.Count; i++)
        {
            if (document.Registers[i] is not { } value || !value.AsSpan().ContainsAnyExcept('0')) continue;
            json.Raw(","u8);
            json.Text(NameOf(document, i));
            json.Raw(":"u8);
            json.Text(value);
        }
        json.Raw("}"u8);
    }

    private static string NameOf(AttestationDocument document, int register) => (document.IsNitroTpm, register) switch
    {
        (true, _) => $"attestationDocumentNitroTPMPCR{register}",
        (false, 0) => "attestationDocumentEnclaveImageDigest",
        (false, _) => $"attestationDocumentEnclavePCR{register}",
    };
}
