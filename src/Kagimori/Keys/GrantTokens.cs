using System.Text;
using Kagimori.Cryptography;

namespace Kagimori.Keys;

/// <summary>Makes and reads grant tokens. Each is different, and all of one grant mean the same.</summary>
/// <remarks>
/// A token adds nothing to what its grant allows, but its grant counts for a request that shows it also while new grants
/// are still spreading, where that is configured. It must be a token of this service.
/// </remarks>
public sealed class GrantTokens
{
    private const int MaxLength = 8192;
    private readonly SealedToken _sealing;

    public GrantTokens(KeyMaterial key, RandomSource random) =>
        _sealing = new SealedToken(key, [.. "kagimori grant token v1"u8], [0x01, 0x0A, 0x40, 0x01], random);

    public string Create(KeyArn key, string grantId) => Convert.ToBase64String(_sealing.Seal(Encoding.UTF8.GetBytes($"{key}\n{grantId}")));

    /// <summary>False for what is no token of this service.</summary>
    public bool TryRead(string token, out KeyReference key, out string grantId)
    {
        key = default;
        grantId = "";
        if (token.Length is 0 or > MaxLength) return false;
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length) || !_sealing.TryOpen(bytes.AsSpan(0, length), out var payload)) return false;
        var text = Encoding.UTF8.GetString(payload);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        grantId = text[(end + 1)..];
        return KeyReference.TryParse(text[..end], out key);
    }
}
