using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.Operations;

/// <summary>Step 3: from what a request names to key snapshots and access targets.</summary>
internal static class KeyResolution
{
    /// <summary>Adds the target of an operation that has no resource.</summary>
    public static ValueTask<Refusal?> WithoutResource(Exchange exchange)
    {
        exchange.AddTarget(new AccessTarget { Action = exchange.Operation!.Action, Resource = "*" });
        return default;
    }

    /// <summary>Finds the key that a KeyId parameter names and adds the operation's action on it.</summary>
    /// <param name="action">The action; by default the operation's own.</param>
    public static ValueTask<Refusal?> ByKeyId(
        Exchange exchange, string keyId, string? action = null,
        IReadOnlyDictionary<string, string>? context = null, string? algorithm = null)
    {
        action ??= exchange.Operation!.Action;
        if (!KeyReference.TryParse(keyId, out var reference)) return new(Malformed(keyId));
        if (reference.Region is { } region && region != exchange.Region) return new(InAnotherRegion(reference, action));
        var finding = FindAsync(exchange, reference);
        return finding.IsCompletedSuccessfully
            ? new(Add(exchange, reference, finding.Result, action, context, algorithm))
            : AwaitAsync(exchange, reference, finding, action, context, algorithm);
    }

    /// <summary>As <see cref="ByKeyId"/> for an operation that takes no alias: AWS takes one for cryptographic operations, DescribeKey and GetPublicKey alone.</summary>
    public static ValueTask<Refusal?> ByKeyOnly(Exchange exchange, string keyId, IReadOnlyDictionary<string, string>? context = null) =>
        KeyReference.NamesAlias(keyId) ? new(Refusals.AliasNotSupported()) : ByKeyId(exchange, keyId, context: context);

    /// <summary>As <see cref="ByKeyOnly"/> for an operation that policies can tie to how long the key has not been used.</summary>
    public static async ValueTask<Refusal?> ByKeyOnlyWithLastUse(Exchange exchange, string keyId)
    {
        if (await ByKeyOnly(exchange, keyId) is { } refusal) return refusal;
        var target = exchange.Targets[^1];
        var usage = await exchange.Engine.LastUses.Keys.FindAsync(target.Key!.Arn);
        target.UnusedSince = usage?.Timestamp ?? target.Key.Record.CreatedAt;
        return null;
    }

    /// <summary>Finds the key that made a ciphertext and adds an action on it.</summary>
    public static async ValueTask<Refusal?> ByCiphertext(
        Exchange exchange, byte[] ciphertext, string action, IReadOnlyDictionary<string, string>? context, string? algorithm)
    {
        if (!CiphertextBlob.TryRead(ciphertext, out var blob, out var fault)) return Refusals.InvalidCiphertext(fault.ToString());
        var key = await exchange.Engine.Keys.FindByMaterialAsync(exchange.Region, blob.KeyMaterialId);
        if (key is null) return Refusals.CiphertextKeyNotAccessible() with { Reason = "unknown key material" };
        AddKey(exchange, key, null, action, context, algorithm, isFromCiphertext: true);
        return null;
    }

    public static void AddKey(
        Exchange exchange, KeySnapshot key, AliasName? alias, string action,
        IReadOnlyDictionary<string, string>? context = null, string? algorithm = null, bool isFromCiphertext = false) =>
        exchange.AddTarget(new AccessTarget
        {
            Action = action,
            Resource = key.ArnText,
            ResourceAccount = key.Record.Account,
            ResourcePolicy = key.Policy,
            CrossAccount = exchange.Operation!.CrossAccount,
            Key = key,
            RequestAlias = alias,
            IsFromCiphertext = isFromCiphertext,
            EncryptionContext = context,
            EncryptionAlgorithm = algorithm,
        });

    internal static ValueTask<KeySnapshot?> FindAsync(Exchange exchange, KeyReference reference)
    {
        var account = reference.Account ?? exchange.Caller.Account;
        return reference.Alias is { } alias
            ? exchange.Engine.Keys.FindByAliasAsync(account, exchange.Region, alias)
            : exchange.Engine.Keys.FindAsync(new KeyArn(account, exchange.Region, reference.Key!.Value));
    }

    private static async ValueTask<Refusal?> AwaitAsync(
        Exchange exchange, KeyReference reference, ValueTask<KeySnapshot?> finding, string action,
        IReadOnlyDictionary<string, string>? context, string? algorithm) =>
        Add(exchange, reference, await finding, action, context, algorithm);

    private static Refusal? Add(
        Exchange exchange, KeyReference reference, KeySnapshot? key, string action,
        IReadOnlyDictionary<string, string>? context, string? algorithm)
    {
        if (key is null) return NotFound(exchange, reference, action);
        AddKey(exchange, key, reference.Alias, action, context, algorithm);
        return null;
    }

    // A multi-Region key of the same id may be here, but it is not the key that the request insists on.
    private static Refusal InAnotherRegion(KeyReference reference, string action) =>
        reference.Key is { IsMultiRegion: true } && action is ("kms:Decrypt" or "kms:ReEncryptFrom")
            ? Refusals.IncorrectKey() : Refusals.ArnOfAnotherRegion(reference.Region.ToString()!);

    internal static Refusal Malformed(string keyId)
    {
        if (KeyReference.LooksLikeArn(keyId)) return Refusals.InvalidArn(keyId);
        return keyId.StartsWith(AliasName.Prefix, StringComparison.Ordinal)
            ? Refusals.Validation("Alias must not be empty and may contain only letters, digits, ':', '/', '_' and '-'.")
            : Refusals.InvalidKeyId(keyId);
    }

    // A foreign key that does not exist is answered as one that is hidden: its absence is the other account's business.
    internal static Refusal NotFound(Exchange exchange, KeyReference reference, string action)
    {
        var account = reference.Account ?? exchange.Caller.Account;
        if (account != exchange.Caller.Account)
            return Refusals.AccessDenied(DenialMessage.Hidden(exchange.Caller.Principal, action));
        if (reference.Alias is { } alias) return Refusals.AliasNotFound(alias.ArnIn(account, exchange.Region));
        var id = reference.Key!.Value;
        return id.IsWellFormed || reference.IsArn
            ? Refusals.KeyNotFound(new KeyArn(account, exchange.Region, id).ToString())
            : Refusals.InvalidKeyId(id.ToString());
    }
}
