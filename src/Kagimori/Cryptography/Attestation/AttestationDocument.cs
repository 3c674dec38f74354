using System.Globalization;

namespace Kagimori.Cryptography.Attestation;

/// <summary>What the AWS Nitro system attests of an enclave, or of an instance with NitroTPM: its measurements and its public key.</summary>
/// <remarks>Source: "Nitro Enclaves Attestation Process", section 2.2; EC2 user guide, "Validate a NitroTPM Attestation Document".</remarks>
internal sealed record AttestationDocument
{
    /// <summary>The number of platform configuration registers (PCRs) that there can be.</summary>
    public const int RegisterCount = 32;

    /// <summary>The enclave or the instance that the document speaks of.</summary>
    public required string ModuleId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Whether it is of an instance with NitroTPM, not of an enclave: the registers of the two mean different things.</summary>
    public required bool IsNitroTpm { get; init; }

    /// <summary>The PCRs by index, in lower-case hexadecimal; null where the document has none.</summary>
    public required IReadOnlyList<string?> Registers { get; init; }

    /// <summary>The certificate, in DER, of the key that signed the document.</summary>
    public required byte[] Certificate { get; init; }

    /// <summary>The certificates of its issuers, in DER, the root first.</summary>
    public required IReadOnlyList<byte[]> Bundle { get; init; }

    /// <summary>The key that answers are encrypted to, a SubjectPublicKeyInfo in DER; null when the document has none.</summary>
    public byte[]? PublicKey { get; init; }

    /// <summary>A measurement by its name in <c>kms:RecipientAttestation:</c>: ImageSha384, PCR0 to PCR31, or NitroTPMPCR0 to NitroTPMPCR31.</summary>
    /// <returns>Lower-case hexadecimal, or null when the document does not have it.</returns>
    public string? FindMeasurement(string name)
    {
        if (!IsNitroTpm && name.Equals("ImageSha384", StringComparison.OrdinalIgnoreCase)) return Registers[0];
        var prefix = IsNitroTpm ? "NitroTPMPCR" : "PCR";
        if (!name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return null;
        // A register has one name: PCR1 is not PCR01.
        var digits = name.AsSpan(prefix.Length);
        return (digits is "0" or [>= '1' and <= '9', ..]) && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < RegisterCount ? Registers[index] : null;
    }
}
