using System.Buffers.Binary;
using System.Text;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>What a token says of itself: its label and its flags, out of CK_TOKEN_INFO.</summary>
/// <remarks>
/// <code>
/// offset  bytes
///      0     32  label, padded with blanks
///     32     64  manufacturer, model, serial number
///     96      8  flags
///    104    104  counters, versions, time
/// </code>
/// </remarks>
internal readonly record struct TokenInfo(string Label, uint Flags)
{
    public const int Size = 208;

    private const int LabelSize = 32;
    private const int FlagsAt = 96;
    private const uint TokenInitialized = 0x400;

    public bool IsInitialized => (Flags & TokenInitialized) != 0;

    public static TokenInfo Read(ReadOnlySpan<byte> bytes) =>
        new(Encoding.UTF8.GetString(bytes[..LabelSize]).TrimEnd(' ', '\0'), BinaryPrimitives.ReadUInt32LittleEndian(bytes[FlagsAt..]));
}
