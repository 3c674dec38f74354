using System.Formats.Cbor;

namespace Kagimori.Cryptography.Attestation;

/// <summary>Reads the payload of an attestation document, and only what has the specified members, types and lengths.</summary>
/// <remarks>
/// <code>
/// {
///   "module_id":   text, not empty
///   "digest":      "SHA384"
///   "timestamp":   unsigned integer, milliseconds since 1970, not 0
///   "pcrs":        { 0..31 → bytes (32, 48 or 64) }, 1 to 32 of them; of an instance with NitroTPM "nitrotpm_pcrs" in its place
///   "certificate": bytes (1..1024)
///   "cabundle":    [ bytes (1..1024) ], at least one
///   "public_key":  bytes (1..1024)   optional, as are the next two; absent or null
///   "user_data":   bytes (0..1024)
///   "nonce":       bytes (0..1024)
/// }
/// </code>
/// Source: "Nitro Enclaves Attestation Process", sections 2.2 and 3.2.2. That text also limits user_data and nonce to 512 bytes,
/// which its own grammar does not; neither is used here.
/// </remarks>
internal static class AttestationReader
{
    private const int MaxBytes = 1024;

    public static AttestationDocument? TryRead(ReadOnlyMemory<byte> payload)
    {
        try
        {
            var reader = new CborReader(payload, CborConformanceMode.Strict);
            var document = Read(reader);
            return reader.BytesRemaining == 0 ? document : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            // The reader has no way to say "another type stands here" but by throwing.
            return null;
        }
    }

    private static AttestationDocument? Read(CborReader reader)
    {
        string? moduleId = null, digest = null;
        ulong timestamp = 0;
        string?[]? registers = null, tpmRegisters = null;
        byte[]? certificate = null, publicKey = null;
        List<byte[]>? bundle = null;
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            switch (reader.ReadTextString())
            {
                case "module_id": moduleId = reader.ReadTextString(); break;
                case "digest": digest = reader.ReadTextString(); break;
                case "timestamp": timestamp = reader.ReadUInt64(); break;
                case "pcrs": registers = ReadRegisters(reader); break;
                case "nitrotpm_pcrs": tpmRegisters = ReadRegisters(reader); break;
                case "certificate": certificate = ReadBytes(reader, 1); break;
                case "cabundle": bundle = ReadBundle(reader); break;
                case "public_key": publicKey = ReadOptionalBytes(reader, 1); break;
                case "user_data" or "nonce": ReadOptionalBytes(reader, 0); break;
                default: return null;
            }
        }
        reader.ReadEndMap();
        var isWhole = !string.IsNullOrEmpty(moduleId) && digest == "SHA384" && timestamp is > 0 and <= MaxTimestamp
            && (registers is null) != (tpmRegisters is null) && certificate is not null && bundle is { Count: > 0 };
        return !isWhole ? null : new AttestationDocument
        {
            ModuleId = moduleId!,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds((long)timestamp),
            IsNitroTpm = registers is null,
            Registers = registers ?? tpmRegisters!,
            Certificate = certificate!,
            Bundle = bundle!,
            PublicKey = publicKey,
        };
    }

    /// <summary>The end of the year 9999, which is as far as the class library counts.</summary>
    private const ulong MaxTimestamp = 253_402_300_799_999;

    private static string?[] ReadRegisters(CborReader reader)
    {
        var registers = new string?[AttestationDocument.RegisterCount];
        reader.ReadStartMap();
        do
        {
            var index = reader.ReadUInt32();
            var value = reader.ReadByteString();
            if (index >= registers.Length || value.Length is not (32 or 48 or 64)) throw Malformed();
            registers[index] = Convert.ToHexStringLower(value);
        }
        while (reader.PeekState() != CborReaderState.EndMap);
        reader.ReadEndMap();
        return registers;
    }

    private static List<byte[]> ReadBundle(CborReader reader)
    {
        var bundle = new List<byte[]>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray) bundle.Add(ReadBytes(reader, 1));
        reader.ReadEndArray();
        return bundle;
    }

    private static byte[]? ReadOptionalBytes(CborReader reader, int minimum)
    {
        if (reader.PeekState() != CborReaderState.Null) return ReadBytes(reader, minimum);
        reader.ReadNull();
        return null;
    }

    private static byte[] ReadBytes(CborReader reader, int minimum)
    {
        var bytes = reader.ReadByteString();
        return bytes.Length >= minimum && bytes.Length <= MaxBytes ? bytes : throw Malformed();
    }

    // As the reader itself refuses, so that there is one way out of a malformed document.
    private static CborContentException Malformed() => new("A value has another length or index than specified.");
}
