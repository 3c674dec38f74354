using Kagimori.Wire;

namespace Kagimori.Authentication;

/// <summary>The string to sign: the algorithm, the time, the scope and the hash of the canonical request.</summary>
/// <remarks>
/// <code>
/// AWS4-HMAC-SHA256
/// yyyyMMddTHHmmssZ
/// yyyymmdd/region/service/aws4_request
/// SHA-256 of the canonical request in hexadecimal
/// </code>
/// </remarks>
internal static class StringToSign
{
    public static void Append(ref Utf8Buffer buffer, SigningTime time, in CredentialScope scope, ReadOnlySpan<byte> canonicalRequestHash)
    {
        buffer.Append("AWS4-HMAC-SHA256\n"u8);
        time.Format(buffer.Reserve(SigningTime.TextLength));
        buffer.Append((byte)'\n');
        AsciiDigits.Write(buffer.Reserve(8), time.Day);
        buffer.Append((byte)'/');
        buffer.Append(scope.Region);
        buffer.Append((byte)'/');
        buffer.Append(scope.Service);
        buffer.Append("/aws4_request\n"u8);
        Convert.TryToHexStringLower(canonicalRequestHash, buffer.Reserve(canonicalRequestHash.Length * 2), out _);
    }
}
