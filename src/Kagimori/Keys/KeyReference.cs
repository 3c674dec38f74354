using Kagimori.Identities;

namespace Kagimori.Keys;

/// <summary>What a <c>KeyId</c> parameter may be: a key id, key ARN, alias name or alias ARN.</summary>
/// <remarks>Exactly one of <see cref="Key"/> and <see cref="Alias"/> is set; an ARN also fixes account and Region.</remarks>
public readonly record struct KeyReference
{
    private const string ArnPrefix = "arn:";

    public KeyId? Key { get; private init; }

    public AliasName? Alias { get; private init; }

    public AccountId? Account { get; private init; }

    public Region? Region { get; private init; }

    /// <summary>Whether the caller gave an ARN: only an ARN can name a key of another account.</summary>
    public bool IsArn => Account is not null;

    public static bool LooksLikeArn(string text) => text.StartsWith(ArnPrefix, StringComparison.Ordinal);

    /// <summary>Whether a parameter names an alias, be it one that cannot be.</summary>
    public static bool NamesAlias(string text) =>
        text.StartsWith(AliasName.Prefix, StringComparison.Ordinal) || (TryParse(text, out var reference) && reference.Alias is not null);

    public static bool TryParse(string text, out KeyReference reference)
    {
        reference = default;
        if (LooksLikeArn(text)) return TryParseArn(text, out reference);
        if (text.StartsWith(AliasName.Prefix, StringComparison.Ordinal))
        {
            if (!AliasName.TryParse(text, out var alias)) return false;
            reference = new KeyReference { Alias = alias };
            return true;
        }
        if (!KeyId.TryParse(text, out var id)) return false;
        reference = new KeyReference { Key = id };
        return true;
    }

    // arn:aws:kms:REGION:ACCOUNT:key/ID or arn:aws:kms:REGION:ACCOUNT:alias/NAME
    private static bool TryParseArn(string text, out KeyReference reference)
    {
        reference = default;
        Span<System.Range> parts = stackalloc System.Range[6];
        if (text.AsSpan().Split(parts, ':') != 6) return false;
        if (text[parts[1]] != "aws" || text[parts[2]] != "kms") return false;
        if (!Identities.Region.TryParse(text[parts[3]], out var region)) return false;
        if (!AccountId.TryParse(text[parts[4]], out var account)) return false;
        var resource = text[parts[5]];
        if (resource.StartsWith("key/", StringComparison.Ordinal))
        {
            if (!KeyId.TryParse(resource[4..], out var id)) return false;
            reference = new KeyReference { Key = id, Account = account, Region = region };
            return true;
        }
        if (!AliasName.TryParse(resource, out var alias)) return false;
        reference = new KeyReference { Alias = alias, Account = account, Region = region };
        return true;
    }
}
