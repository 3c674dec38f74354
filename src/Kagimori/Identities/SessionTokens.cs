using System.IO.Compression;
using System.Text.Json;
using Kagimori.Authentication;
using Kagimori.Cryptography;

namespace Kagimori.Identities;

/// <summary>Seals sessions into session tokens and opens them again.</summary>
/// <remarks>What is sealed is packed first: a token travels in a header, and a session may hold policies and fifty tags.</remarks>
public sealed class SessionTokens(KeyMaterial key, RandomSource random)
{
    /// <summary>How many bytes the policies and tags of a session may have when they are packed: a token stays below 8 KiB.</summary>
    public const int MaxPackedSize = 4096;

    private readonly SessionTokenKey _tokenKey = new(key);

    public string Seal(SessionRecord session) => _tokenKey.Seal(Pack(session), random);

    /// <summary>The session in a token; null for anything that was not sealed here.</summary>
    public SessionRecord? Open(string token)
    {
        if (!_tokenKey.TryOpen(token, out var payload)) return null;
        using var json = new DeflateStream(new MemoryStream(payload), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(json, IdentityRecordJson.Default.SessionRecord);
    }

    /// <summary>How much of <see cref="MaxPackedSize"/> policies and tags of a session take, in percent and rounded up.</summary>
    public static int PackedPercent(SessionRecord session)
    {
        var packed = Pack(new SessionRecord("", "", "", null, null, null, default, default)
        {
            Policy = session.Policy, PolicyArns = session.PolicyArns, Tags = session.Tags, TransitiveTagKeys = session.TransitiveTagKeys,
        });
        return (packed.Length * 100 + MaxPackedSize - 1) / MaxPackedSize;
    }

    private static byte[] Pack(SessionRecord session)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            JsonSerializer.Serialize(deflate, session, IdentityRecordJson.Default.SessionRecord);
        return packed.ToArray();
    }
}
