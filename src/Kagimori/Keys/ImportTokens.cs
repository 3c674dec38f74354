using System.Text.Json;
using Kagimori.Cryptography;

namespace Kagimori.Keys;

/// <summary>Seals and opens import tokens.</summary>
public sealed class ImportTokens
{
    private readonly SealedToken _sealing;

    public ImportTokens(KeyMaterial key, RandomSource random) =>
        _sealing = new SealedToken(key, [.. "kagimori import token v1"u8], [0x01, 0x02, 0x04, 0x01], random);

    internal byte[] Seal(ImportTokenRecord token) => _sealing.Seal(JsonSerializer.SerializeToUtf8Bytes(token, KeyRecordJson.Default.ImportTokenRecord));

    /// <summary>Null for what is no import token of this service.</summary>
    internal ImportTokenRecord? Open(byte[] token) =>
        _sealing.TryOpen(token, out var payload) ? JsonSerializer.Deserialize(payload, KeyRecordJson.Default.ImportTokenRecord) : null;
}
