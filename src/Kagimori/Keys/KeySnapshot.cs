using Kagimori.Audit;
using Kagimori.Cryptography;
using Kagimori.Cryptography.KeyPairs;
using Kagimori.CustomKeyStores;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>One consistent, immutable view of a key: metadata, compiled policy, aliases and opened key material.</summary>
/// <remarks>INVARIANT: everything a request learns about a key comes from one snapshot. Safe to share between threads.</remarks>
public sealed class KeySnapshot
{
    private readonly BackingKey[] _backingKeys;
    private readonly BackingKey? _current;

    private readonly KeyPairPool? _keyPairs;

    internal KeySnapshot(
        Stored<KeyRecord> stored, KeySpec spec, AttachedPolicy policy, string[] aliases, BackingKey[] backingKeys, KeyPairCache keyPairs)
    {
        Stored = stored;
        Spec = spec;
        Policy = policy;
        Aliases = aliases;
        _backingKeys = backingKeys;
        _current = stored.Value.CurrentMaterial() is { } current ? Array.Find(backingKeys, key => key.IdText == current.Id) : null;
        if (spec.IsSymmetricEncryption && stored.Value.CurrentMaterial() is { } named && KeyMaterialId.TryParse(named.Id, out var id)) CurrentMaterialId = id;
        if (spec.KeyPairs is { } algorithm && _current is not null) _keyPairs = new KeyPairPool(algorithm, _current.Material, keyPairs);
        Arn = stored.Value.Arn();
        ArnText = Arn.ToString();
        AuditResources = [new AuditResource(stored.Value.Account, ArnText)];
    }

    public Stored<KeyRecord> Stored { get; }

    public KeyRecord Record => Stored.Value;

    public KeyArn Arn { get; }

    /// <summary>The key ARN as text, made once: every answer and every decision needs it.</summary>
    public string ArnText { get; }

    /// <summary>The key as the audit trail lists it.</summary>
    public IReadOnlyList<AuditResource> AuditResources { get; }

    public KeySpec Spec { get; }

    public AttachedPolicy Policy { get; }

    /// <summary>The key's alias names, for kms:ResourceAliases.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The key's grants, in the order of their ids.</summary>
    public IReadOnlyList<Grant> Grants { get; init; } = [];

    /// <summary>The backing key that encrypts.</summary>
    internal BackingKey CurrentBackingKey => _current ?? throw new InvalidOperationException("The key has no material; its state should have refused this.");

    /// <summary>The id of what encrypts by SYMMETRIC_DEFAULT, wherever it is; the default value when there is nothing.</summary>
    public KeyMaterialId CurrentMaterialId { get; }

    /// <summary>The custom key store the key is in; null for a key of KMS itself.</summary>
    public CustomKeyStoreRecord? KeyStore { get; init; }

    /// <summary>The key state: the record's, unless the key's store is not connected.</summary>
    public KeyState State => StateOf(Record, KeyStore);

    /// <summary>Finds the backing key that made a ciphertext; null when the key never had that material.</summary>
    internal BackingKey? FindBackingKey(KeyMaterialId id)
    {
        foreach (var key in _backingKeys)
        {
            if (key.Id == id) return key;
        }
        return null;
    }

    /// <summary>Finds the backing key that encrypted for another KMS; null when none of the key's can have.</summary>
    internal BackingKey? FindBackingKey(ReadOnlySpan<byte> externalMetadata)
    {
        foreach (var key in _backingKeys)
        {
            if (ExternalCipher.IsOf(key.Id, externalMetadata)) return key;
        }
        return null;
    }

    /// <summary>The public key of a key pair.</summary>
    internal byte[] PublicKey => Record.Materials[^1].PublicKey ?? throw new InvalidOperationException("The key is not a key pair.");

    /// <summary>The opened key pair, for one computation.</summary>
    internal KeyPairLease RentKeyPair() => (_keyPairs ?? throw new InvalidOperationException("The key is not a key pair.")).Rent();

    /// <summary>What is stored stays: it is the key's state again when its store is connected.</summary>
    public static KeyState StateOf(KeyRecord key, CustomKeyStoreRecord? keyStore) =>
        key.CustomKeyStoreId is not null && keyStore is not { IsConnected: true } && key.State is (KeyState.Enabled or KeyState.Disabled)
            ? KeyState.Unavailable : key.State;

    public string? FindTag(string name)
    {
        foreach (var tag in Record.Tags)
        {
            if (string.Equals(tag.Key, name, StringComparison.OrdinalIgnoreCase)) return tag.Value;
        }
        return null;
    }
}
