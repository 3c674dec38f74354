using Kagimori.Keys;

namespace Kagimori.Operations.Rotation;

/// <summary>One key material as ListKeyRotations answers it.</summary>
internal sealed record RotationsListEntry
{
    public required string KeyId { get; init; }

    public required string KeyMaterialId { get; init; }

    public string? KeyMaterialDescription { get; init; }

    public string? ImportState { get; init; }

    public required string KeyMaterialState { get; init; }

    public string? ExpirationModel { get; init; }

    public DateTimeOffset? ValidTo { get; init; }

    public DateTimeOffset? RotationDate { get; init; }

    public string? RotationType { get; init; }

    public static RotationsListEntry Of(KeySnapshot key, MaterialRecord material, bool waitsForReplicas)
    {
        var isExternal = key.Record.Origin == KeyOrigin.External;
        // AWS goes on showing what has expired as imported, with the date; it is gone when it is deleted.
        var isImported = isExternal && (!material.IsMissing || material.HasExpired);
        return new RotationsListEntry
        {
            KeyId = key.ArnText,
            KeyMaterialId = material.Id,
            KeyMaterialDescription = material.Description,
            ImportState = !isExternal ? null : isImported ? "IMPORTED" : "PENDING_IMPORT",
            KeyMaterialState = material.IsPendingRotation ? waitsForReplicas ? "PENDING_MULTI_REGION_IMPORT_AND_ROTATION" : "PENDING_ROTATION"
                : material.Id == key.Record.CurrentMaterial()!.Id ? "CURRENT" : "NON_CURRENT",
            ExpirationModel = !isImported ? null : material.ValidTo is null ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES",
            ValidTo = material.ValidTo,
            RotationDate = material.RotatedAt,
            RotationType = material.RotationType,
        };
    }
}
