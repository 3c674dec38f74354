using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Seeding;

/// <summary>The keys of a seed, added to the change set of its identities.</summary>
internal sealed class SeedKeys(Engine engine, ChangeSet changes, List<string> errors)
{
    private readonly HashSet<KeyArn> _seen = [];

    /// <summary>Adds the key in its Region and in each Region of its replicas.</summary>
    public async ValueTask AddAsync(string account, SeedKey seed)
    {
        var policy = await KeyPolicyValidation.BindAsync(engine.Store, seed.Policy ?? DefaultKeyPolicy.Create(account), changes, engine.TrustedCallers.Services);
        if (policy.Refusal is { } refusal)
        {
            errors.Add($"{seed.Path}.policy: {refusal.Message}");
            return;
        }
        using var made = seed.Materials.Count > 0 || seed.Origin == KeyOrigin.External ? null : NewKeyMaterial.Create(engine, KeySpec.Find(seed.Spec)!);
        foreach (var region in seed.ReplicaRegions.Prepend(seed.Region))
            await AddInRegionAsync(account, region, seed, policy.Value!, made is null ? seed.Materials : [made]);
    }

    private async ValueTask AddInRegionAsync(string account, string region, SeedKey seed, string policy, IReadOnlyList<KeyMaterial> materials)
    {
        var arn = new KeyArn(AccountId.Parse(account), Region.Parse(region), KeyId.Parse(seed.Id));
        if (!_seen.Add(arn))
        {
            errors.Add($"{seed.Path}.id: the key {arn} stands twice.");
            return;
        }
        var existing = await KeyRecords.Keys.FindAsync(engine.Store, arn.Partition, seed.Id);
        var now = engine.Time.GetUtcNow();
        var record = existing?.Value ?? new KeyRecord
        {
            Account = account, Region = region, Id = seed.Id, Spec = seed.Spec, Usage = seed.Usage, Origin = seed.Origin,
            State = materials.Count == 0 ? KeyState.PendingImport : KeyState.Enabled, CreatedAt = now, Policy = policy, Materials = [],
            MultiRegion = seed.MultiRegion ? new MultiRegionRecord(seed.Region, seed.ReplicaRegions) : null,
        };
        record = record with
        {
            Policy = seed.Policy is null ? record.Policy : policy,
            Description = seed.Description ?? record.Description,
            Tags = seed.Tags is null ? record.Tags : [.. seed.Tags.Select(tag => new TagRecord(tag.Key, tag.Value))],
        };
        if (existing is null) KeyCreation.Add(changes, record with { State = StateOf(record.State, seed.Enabled) }, materials, engine);
        else if (record.Origin != seed.Origin) errors.Add($"{seed.Path}.origin: the key {arn} exists and its origin is {record.Origin}.");
        else if (WithMaterials(record, seed) is not { } whole) errors.Add($"{seed.Path}.material: the key {arn} exists and has other material.");
        else
        {
            whole = whole with { State = StateOf(whole.State, seed.Enabled) };
            if (!KeyRecords.Keys.Same(existing.Value, whole)) KeyRecords.Keys.Update(changes, existing, whole);
        }
        foreach (var alias in seed.Aliases) await AddAliasAsync(arn, alias, seed, now);
    }

    private async ValueTask AddAliasAsync(KeyArn key, string name, SeedKey seed, DateTimeOffset now)
    {
        var id = key.Id.ToString();
        var existing = await KeyRecords.Aliases.FindAsync(engine.Store, changes, key.Partition, name);
        if (existing?.Value.KeyId == id) return;
        if (existing is not null)
        {
            errors.Add($"{seed.Path}.aliases: {name} already names the key {existing.Value.KeyId}.");
            return;
        }
        var alias = new AliasRecord(name, id, now, now);
        KeyRecords.Aliases.Create(changes, key.Partition, name, alias);
        KeyRecords.KeyAliases.Create(changes, key.Partition, KeyRecords.KeyAliasId(id, name), alias);
    }

    private static KeyState StateOf(KeyState current, bool? enabled) => (current, enabled) switch
    {
        (KeyState.Enabled or KeyState.Disabled, true) => KeyState.Enabled,
        (KeyState.Enabled or KeyState.Disabled, false) => KeyState.Disabled,
        _ => current,
    };

    // An imported key gets what it lacks. Null when the key has other material than the seed states; rotations may have added some after it.
    private KeyRecord? WithMaterials(KeyRecord record, SeedKey seed)
    {
        if (seed.Materials.Count == 0) return record;
        if (record.Materials.Count == 0) return ImportedMaterial.WithMaterial(KeyCreation.AddFirstMaterials(changes, record, seed.Materials, engine));
        var stated = seed.Materials.Select(material => KeyMaterialId.Derive(material, record.Account, record.Id).ToString());
        var known = record.Materials.Take(seed.Materials.Count).ToList();
        if (!known.Select(material => material.Id).SequenceEqual(stated)) return null;
        if (!known.Exists(material => material.IsMissing)) return record;
        var restored = known.Zip(seed.Materials, (material, secret) => material.IsMissing
            ? material with { Wrapped = engine.RootKey.Wrap(secret, KeyMaterialOwner.Of(record.Arn(), material.Id)) }
            : material);
        return ImportedMaterial.WithMaterial(record with { Materials = [.. restored, .. record.Materials.Skip(known.Count)] });
    }
}
