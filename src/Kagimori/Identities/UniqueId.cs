using System.Globalization;
using Kagimori.Cryptography;

namespace Kagimori.Identities;

/// <summary>Makes the identifiers that IAM makes: a four-letter prefix that names the kind, then 17 characters, of access key ids 16.</summary>
/// <remarks>
/// An access key id tells its account, as AWS's do; so that of temporary credentials, which are stored nowhere, can be asked for it:
/// <code>
/// bit  0        1 .. 40          41 .. 79
///      1        account id       random       of the base32 text after the prefix
/// </code>
/// </remarks>
public static class UniqueId
{
    public const string User = "AIDA";
    public const string Role = "AROA";
    public const string Group = "AGPA";
    public const string Policy = "ANPA";
    public const string AccessKey = "AKIA";
    public const string TemporaryAccessKey = "ASIA";

    private const int Bytes = 15;
    private const int Characters = 17;
    private const int AccessKeyBytes = 10;
    private const int AccessKeyCharacters = 16;
    private const int AccountBytes = 6; // bits 0 to 47 hold the mark, the account and seven random bits
    private const int RandomBitsBesideAccount = 7;
    private const ulong Mark = 1UL << 47;

    /// <summary>A new unique id of 21 characters, for what is not an access key.</summary>
    public static string Create(string prefix, RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        random.Fill(bytes);
        Span<char> text = stackalloc char[Bytes / 5 * 8];
        Base32.Encode(bytes, text);
        return string.Concat(prefix, text[..Characters]);
    }

    /// <summary>A new access key id of 20 characters.</summary>
    /// <param name="prefix"><see cref="AccessKey"/> or <see cref="TemporaryAccessKey"/>.</param>
    public static string CreateAccessKey(string prefix, AccountId account, RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[AccessKeyBytes];
        random.Fill(bytes);
        var bits = Mark | ulong.Parse(account.ToString(), CultureInfo.InvariantCulture) << RandomBitsBesideAccount | (uint)(bytes[AccountBytes - 1] & 127);
        for (var i = AccountBytes - 1; i >= 0; i--, bits >>= 8) bytes[i] = (byte)(bits & 255);
        Span<char> text = stackalloc char[AccessKeyCharacters];
        Base32.Encode(bytes, text);
        return string.Concat(prefix, text);
    }

    /// <summary>The account that an access key id tells; false for an id that was not made here.</summary>
    public static bool TryGetAccount(string accessKeyId, out AccountId account)
    {
        account = default;
        Span<byte> bytes = stackalloc byte[AccessKeyBytes];
        if (accessKeyId.Length <= AccessKey.Length || !Base32.TryDecode(accessKeyId.AsSpan(AccessKey.Length), bytes)) return false;
        ulong bits = 0;
        foreach (var value in bytes[..AccountBytes]) bits = bits << 8 | value;
        return (bits & Mark) != 0
            && AccountId.TryParse(((bits & ~Mark) >> RandomBitsBesideAccount).ToString("D12", CultureInfo.InvariantCulture), out account);
    }
}
