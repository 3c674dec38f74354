using System.Security.Cryptography;
using Kagimori.Cryptography;
using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Import;

/// <summary>Imports key material: the first, one for the next rotation, or again one that was deleted or has expired.</summary>
internal static class ImportKeyMaterial
{
    /// <summary>The states in which a key takes key material: also while primary and replica change places.</summary>
    public const KeyState States = GetParametersForImport.States | KeyState.Updating;

    private const string Expires = "KEY_MATERIAL_EXPIRES";
    private const string New = "NEW_KEY_MATERIAL";
    private const int MaxDays = 365;

    public static readonly Shape<ImportKeyMaterialRequest> Shape = new(
        Kms.Text<ImportKeyMaterialRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Blob<ImportKeyMaterialRequest>("ImportToken", r => r.ImportToken, Kms.CiphertextType, isRequired: true),
        Kms.Blob<ImportKeyMaterialRequest>("EncryptedKeyMaterial", r => r.EncryptedKeyMaterial, Kms.CiphertextType, isRequired: true),
        new TimestampMember<ImportKeyMaterialRequest>("ValidTo", r => r.ValidTo),
        Kms.Text<ImportKeyMaterialRequest>("ExpirationModel", r => r.ExpirationModel, Kms.ExpirationModelType),
        Kms.Text<ImportKeyMaterialRequest>("ImportType", r => r.ImportType, Kms.ImportType),
        Kms.Text<ImportKeyMaterialRequest>("KeyMaterialDescription", r => r.KeyMaterialDescription, Kms.KeyMaterialDescriptionType),
        Kms.Text<ImportKeyMaterialRequest>("KeyMaterialId", r => r.KeyMaterialId, Kms.BackingKeyIdType));

    public static bool Condition(Exchange exchange, ImportKeyMaterialRequest request, ConditionKey key, out ConditionValues values)
    {
        var value = key.Known switch
        {
            WellKnownKey.KmsExpirationModel => request.ExpirationModel,
            WellKnownKey.KmsValidTo => ConditionText.Of(request.ValidTo),
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<ImportKeyMaterialResponse>> PerformAsync(Exchange exchange, ImportKeyMaterialRequest request)
    {
        var key = exchange.Key;
        if (key.Record.Origin != KeyOrigin.External) return Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
        if (KeyAdmission.CheckState(key, States) is { } pendingDeletion) return pendingDeletion;
        if (CheckExpiry(exchange, request) is { } badExpiry) return badExpiry;
        if (CheckType(key, request) is { } badType) return badType;
        var opened = Open(exchange, request);
        if (opened.Refusal is { } refusal) return refusal;
        using var material = opened.Value!;
        var publicKey = key.Spec.KeyPairs?.PublicKeyOf(material);
        // One private key can be written in several ways; its public key cannot.
        var known = publicKey is null ? null : key.Record.Materials.FirstOrDefault(known => publicKey.AsSpan().SequenceEqual(known.PublicKey));
        var id = known?.Id ?? KeyMaterialId.Derive(material, key.Record.Account, key.Record.Id).ToString();
        if (CheckIdentity(key, request, id) is { } unexpected) return unexpected;
        var described = new MaterialRecord(id, [], publicKey)
        {
            Description = request.KeyMaterialDescription,
            ValidTo = request.ValidTo is { } validTo ? DateTimeOffset.FromUnixTimeSeconds(validTo.ToUnixTimeSeconds()) : null,
        };
        if (IsKnown(key, id)) await ImportedMaterial.RestoreAsync(exchange.Changes, key.Stored, material, described, exchange.Engine);
        else await ImportedMaterial.AddAsync(exchange.Changes, key.Stored, material, described, exchange.Engine);
        return new ImportKeyMaterialResponse { KeyId = key.ArnText, KeyMaterialId = key.Spec.IsSymmetricEncryption ? id : null };
    }

    private static bool IsKnown(KeySnapshot key, string id) => key.Record.Materials.Any(known => known.Id == id);

    private static Refusal? CheckExpiry(Exchange exchange, ImportKeyMaterialRequest request)
    {
        if (request.ExpirationModel is not (null or Expires))
            return request.ValidTo is null ? null : Refusals.Validation("A validTo date cannot be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE");
        if (request.ValidTo is not { } validTo) return Refusals.Validation("A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES");
        if (validTo <= exchange.Now) return Refusals.Validation("ValidTo must be in the future");
        return validTo > exchange.Now.AddDays(MaxDays) ? Refusals.Validation($"ValidTo must be less than {MaxDays} days in the future") : null;
    }

    private static Refusal? CheckType(KeySnapshot key, ImportKeyMaterialRequest request)
    {
        if (!key.Spec.IsSymmetricEncryption)
        {
            if (request.ImportType is not null) return Refusals.NotForImportedKey("importType", key.Spec.Name);
            if (request.KeyMaterialId is not null) return Refusals.NotForImportedKey("keyMaterialId", key.Spec.Name);
            if (request.KeyMaterialDescription is not null) return Refusals.NotForImportedKey("keyMaterialDescription", key.Spec.Name);
        }
        if (request.ImportType == New && request.KeyMaterialId is not null)
            return Refusals.Validation("Input parameter keyMaterialId cannot be used with NEW_KEY_MATERIAL importType.");
        if (key.Record.MultiRegionKeyType != "REPLICA") return null;
        if (request.ImportType == New) return Refusals.Validation("Input parameter ImportType NEW_KEY_MATERIAL cannot be used on replica Multi-Region keys");
        return request.KeyMaterialDescription is null ? null : Refusals.Validation("Key material description can only be specified on primary Multi-Region keys");
    }

    private static Outcome<KeyMaterial> Open(Exchange exchange, ImportKeyMaterialRequest request)
    {
        var key = exchange.Key;
        var token = exchange.Engine.ImportTokens.Open(request.ImportToken!);
        if (token is null || token.Key != key.ArnText) return Refusals.InvalidImportToken();
        if (token.ValidTo <= exchange.Now) return Refusals.ExpiredImportToken();
        if (!exchange.Engine.RootKey.TryUnwrap(token.PrivateKey, ImportTokenRecord.OwnerOf(key.ArnText), out var privateKey)) return Refusals.InvalidImportToken();
        using (privateKey)
        {
            if (WrappingKey.Unwrap(token.Wrapping, privateKey, request.EncryptedKeyMaterial!) is not { } bytes)
                return Refusals.InvalidCiphertext("wrapped key material");
            var material = key.Spec.Import(bytes);
            CryptographicOperations.ZeroMemory(bytes);
            return material is null ? Refusals.InvalidCiphertext("key material that is not one of its key spec") : material;
        }
    }

    private static Refusal? CheckIdentity(KeySnapshot key, ImportKeyMaterialRequest request, string id)
    {
        var materials = key.Record.Materials;
        var isKnown = IsKnown(key, id);
        if (request.ImportType == New)
        {
            if (isKnown) return Refusals.IncorrectKeyMaterial($"Key material (id: {id}) being imported as NEW_KEY_MATERIAL is already associated with KMS key {key.ArnText}.");
            return materials.FirstOrDefault(known => known.IsPendingRotation) is { } pending ? Refusals.AnotherMaterialPending(key.ArnText, id, pending.Id) : null;
        }
        var expected = request.KeyMaterialId ?? (isKnown ? id : key.Record.CurrentMaterial()?.Id);
        if (expected is not null && expected != id) return Refusals.IncorrectKeyMaterial($"Imported key material does not have the expected identifier ({expected}).");
        // The first material is new whatever else is said, so what is said to be there already cannot be.
        return isKnown || (expected is null && request.ImportType is null)
            ? null
            : Refusals.IncorrectKeyMaterial($"Key material (id: {id}) being imported as EXISTING_KEY_MATERIAL is not associated with KMS key {key.ArnText}.");
    }
}

internal sealed record ImportKeyMaterialRequest
{
    public string? KeyId { get; set; }

    public byte[]? ImportToken { get; set; }

    public byte[]? EncryptedKeyMaterial { get; set; }

    public DateTimeOffset? ValidTo { get; set; }

    public string? ExpirationModel { get; set; }

    public string? ImportType { get; set; }

    public string? KeyMaterialDescription { get; set; }

    public string? KeyMaterialId { get; set; }
}

internal sealed record ImportKeyMaterialResponse
{
    public required string KeyId { get; init; }

    /// <summary>Null for a key that has one material for good.</summary>
    public string? KeyMaterialId { get; init; }
}
