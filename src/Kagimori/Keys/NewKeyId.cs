using Kagimori.Cryptography;

namespace Kagimori.Keys;

/// <summary>Makes key ids: a version 4 UUID, or mrk- and 32 hex digits.</summary>
public static class NewKeyId
{
    public static KeyId Create(bool multiRegion, RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        if (multiRegion) return KeyId.Parse(KeyId.MultiRegionPrefix + Convert.ToHexStringLower(bytes));
        bytes[7] = (byte)(bytes[7] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return KeyId.Parse(new Guid(bytes).ToString());
    }
}
