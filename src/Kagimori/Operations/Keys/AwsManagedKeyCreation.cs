using Kagimori.Authorization;
using Kagimori.Cryptography;
using Kagimori.Keys;
using Kagimori.Operations.Aliases;
using Kagimori.Policies;

namespace Kagimori.Operations.Keys;

/// <summary>Brings an AWS managed key into being when its alias is described for the first time, once for each account and Region.</summary>
/// <remarks>
/// INVARIANT: the key and its alias are in one change set that requires the alias to be absent. Of two requests that come at once
/// one is committed; the other starts over and finds the key. A request that is denied commits nothing.
/// </remarks>
internal static class AwsManagedKeyCreation
{
    private const int RotationPeriodInDays = 365;

    /// <summary>Adds the target of describing a key by a reserved alias; the key is the one there is, or one that is there once the request is done.</summary>
    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, string keyId, KeyReference reference)
    {
        var alias = reference.Alias!.Value;
        var isHere = (reference.Account ?? exchange.Caller.Account) == exchange.Caller.Account && (reference.Region ?? exchange.Region) == exchange.Region;
        if (!isHere || AwsManagedKeys.Find(alias) is not { } managed || await KeyResolution.FindAsync(exchange, reference) is not null)
            return await KeyResolution.ByKeyId(exchange, keyId);
        var record = await AddAsync(exchange, managed);
        KeyResolution.AddKey(exchange, exchange.Engine.Keys.OpenNew(record, managed.AliasName), alias, exchange.Operation!.Action);
        return null;
    }

    private static async ValueTask<KeyRecord> AddAsync(Exchange exchange, AwsManagedKey managed)
    {
        var (account, region) = (exchange.Caller.Account.ToString(), exchange.Region.ToString());
        var policy = await KeyPolicyValidation.BindAsync(exchange.Engine.Store, AwsManagedKeyPolicy.Create(account, region, managed.Access));
        using var material = KeyMaterial.Random(KeySpec.SymmetricDefault.MaterialLength, exchange.Engine.Random);
        var record = KeyCreation.Add(exchange.Changes, new KeyRecord
        {
            Account = account,
            Region = region,
            Id = NewKeyId.Create(multiRegion: false, exchange.Engine.Random).ToString(),
            Description = managed.Description,
            IsAwsManaged = true,
            Spec = KeySpec.SymmetricDefault.Name,
            Usage = KeyUsage.EncryptDecrypt,
            Origin = KeyOrigin.Kms,
            State = KeyState.Enabled,
            CreatedAt = exchange.Now,
            Rotation = new RotationRecord(RotationPeriodInDays, exchange.Now.AddDays(RotationPeriodInDays)),
            Policy = policy.Value ?? throw new InvalidOperationException($"The policy of {managed.AliasName} is not valid: {policy.Refusal!.Message}"),
            Materials = [],
        }, [material], exchange.Engine);
        await Schedules.AddAsync(exchange.Changes, ScheduleRecord.Of(record, ScheduleRecord.RotateKey, record.Rotation!.NextDate), exchange.Engine.Store);
        AliasResolution.Create(exchange, new AliasRecord(managed.AliasName, record.Id, exchange.Now, exchange.Now));
        return record;
    }
}
