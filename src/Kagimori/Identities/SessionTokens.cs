using System.Text.Json;
using Kagimori.Authentication;
using Kagimori.Cryptography;

namespace Kagimori.Identities;

/// <summary>Seals sessions into session tokens and opens them again.</summary>
public sealed class SessionTokens(KeyMaterial key, RandomSource random)
{
    private readonly SessionTokenKey _tokenKey = new(key);

    public string Seal(SessionRecord session) => _tokenKey.Seal(JsonSerializer.SerializeToUtf8Bytes(session, IdentityRecordJson.Default.SessionRecord), random);

    /// <summary>The session in a token; null for anything that was not sealed here.</summary>
    public SessionRecord? Open(string token) =>
        _tokenKey.TryOpen(token, out var payload) ? JsonSerializer.Deserialize(payload, IdentityRecordJson.Default.SessionRecord) : null;
}
