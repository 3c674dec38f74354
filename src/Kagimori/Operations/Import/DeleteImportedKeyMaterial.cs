using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Import;

/// <summary>Deletes imported key material. The key cannot be used until the same material is imported again.</summary>
internal static class DeleteImportedKeyMaterial
{
    public static readonly Shape<DeleteImportedKeyMaterialRequest> Shape = new(
        Kms.Text<DeleteImportedKeyMaterialRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<DeleteImportedKeyMaterialRequest>("KeyMaterialId", r => r.KeyMaterialId, Kms.BackingKeyIdType));

    public static async ValueTask<Outcome<DeleteImportedKeyMaterialResponse>> PerformAsync(Exchange exchange, DeleteImportedKeyMaterialRequest request)
    {
        var key = exchange.Key;
        if (key.Record.Origin != KeyOrigin.External) return Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
        if (request.KeyMaterialId is not null && !key.Spec.IsSymmetricEncryption) return Refusals.NotForImportedKey("keyMaterialId", key.Spec.Name);
        var material = request.KeyMaterialId is { } id ? key.Record.Materials.FirstOrDefault(known => known.Id == id) : key.Record.CurrentMaterial();
        if (material is null && request.KeyMaterialId is { } unknown)
            return Refusals.Validation($"Key material (id: {unknown}) has never been imported into KMS key {key.ArnText}.");
        if (material is not null) await ImportedMaterial.DeleteAsync(exchange.Changes, key.Stored, material, exchange.Engine);
        return new DeleteImportedKeyMaterialResponse { KeyId = key.ArnText, KeyMaterialId = key.Spec.IsSymmetricEncryption ? material?.Id : null };
    }
}

internal sealed record DeleteImportedKeyMaterialRequest
{
    public string? KeyId { get; set; }

    public string? KeyMaterialId { get; set; }
}

internal sealed record DeleteImportedKeyMaterialResponse
{
    public required string KeyId { get; init; }

    public string? KeyMaterialId { get; init; }
}
