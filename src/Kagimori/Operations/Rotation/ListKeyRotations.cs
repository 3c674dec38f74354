using System.Globalization;
using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Rotation;

/// <summary>Lists a key's rotations, or all its key material with the first one and one that waits.</summary>
internal static class ListKeyRotations
{
    private const int DefaultLimit = 100;
    private const string AllKeyMaterial = "ALL_KEY_MATERIAL";

    public static readonly Shape<ListKeyRotationsRequest> Shape = new(
        Kms.Text<ListKeyRotationsRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<ListKeyRotationsRequest>("IncludeKeyMaterial", r => r.IncludeKeyMaterial, Kms.IncludeKeyMaterial),
        Kms.Number<ListKeyRotationsRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListKeyRotationsRequest>("Marker", r => r.Marker, Kms.MarkerType));

    public static async ValueTask<Outcome<ListKeyRotationsResponse>> PerformAsync(Exchange exchange, ListKeyRotationsRequest request)
    {
        if (!Page.TryCreate(request.Limit, request.Marker, DefaultLimit, out var page)) return Refusals.InvalidMarker();
        var key = exchange.Key;
        var record = key.Record;
        if (RotatableKey.CheckKeyStore(key) is { } inKeyStore) return inKeyStore;
        if (!record.IsSymmetricEncryption())
        {
            return request.IncludeKeyMaterial is null
                ? new ListKeyRotationsResponse { Rotations = [], Truncated = false }
                : Refusals.Validation("Input parameter includeKeyMaterial can only be used with symmetric keys.");
        }
        var waitsForReplicas = (await MultiRegionSet.SiblingsAsync(exchange.Engine.Store, record)).Append(key.Stored)
            .Any(member => member.Value.MultiRegionKeyType == "REPLICA" && member.Value.Materials.Any(material => material is { IsPendingRotation: true, IsMissing: true }));
        var materials = record.Materials.Select((material, i) => (Id: i.ToString("D6", CultureInfo.InvariantCulture), Material: material))
            .Where(item => request.IncludeKeyMaterial == AllKeyMaterial || item.Material.RotatedAt is not null);
        var (items, next) = page.CutAll(materials, item => item.Id);
        return new ListKeyRotationsResponse
        {
            Rotations = [.. items.Select(item => RotationsListEntry.Of(key, item.Material, waitsForReplicas))],
            NextMarker = next,
            Truncated = next is not null,
        };
    }
}

internal sealed record ListKeyRotationsRequest
{
    public string? KeyId { get; set; }

    public string? IncludeKeyMaterial { get; set; }

    public int? Limit { get; set; }

    public string? Marker { get; set; }
}

internal sealed record ListKeyRotationsResponse
{
    public required IReadOnlyList<RotationsListEntry> Rotations { get; init; }

    public string? NextMarker { get; init; }

    public required bool Truncated { get; init; }
}
