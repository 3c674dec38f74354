using System.Text.Json;
using Kagimori.Keys;
using Kagimori.Operations.Import;
using Kagimori.Operations.Keys;
using Kagimori.Operations.MultiRegion;
using Kagimori.Operations.Rotation;
using Json = Kagimori.Operations.KmsJson;

namespace Kagimori.Operations;

/// <summary>The operations of AWS KMS on the life of a key: enabled and disabled, multi-Region sets, rotation, imported key material.</summary>
internal static class KeyLifeOperations
{
    // What an imported key without material, or a key in a disconnected store, is refused for its origin, before its state.
    private const KeyState EnabledOrPendingImport = KeyState.Enabled | KeyState.Updating | KeyState.PendingImport | KeyState.Unavailable;

    // What is enabled or disabled while its store is disconnected is so when it comes back.
    private const KeyState Switchable = KeyState.Enabled | KeyState.Disabled | KeyState.Unavailable;

    private const KeyState PendingDeletion = KeyState.PendingDeletion | KeyState.PendingReplicaDeletion;

    public static IEnumerable<Operation> Rows =>
    [
        OnKey("EnableKey", Switchable, EnableKey.PerformAsync),
        new JsonOperation<KeyIdRequest, NoResponse>("DisableKey", KeyIdRequest.Shape, Json.Default.KeyIdRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnlyWithLastUse(x, r.KeyId!),
            Perform = static (x, r) => new(DisableKey.Perform(x, r)),
            States = Switchable,
        },

        new JsonOperation<KeyIdRequest, GetKeyLastUsageResponse>(
            "GetKeyLastUsage", KeyIdRequest.Shape, Json.Default.KeyIdRequest, Json.Default.GetKeyLastUsageResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = GetKeyLastUsage.PerformAsync,
            IsReadOnly = true,
        },

        // ---- Multi-Region keys ----
        new JsonOperation<ReplicateKeyRequest, ReplicateKeyResponse>(
            "ReplicateKey", ReplicateKey.Shape, Json.Default.ReplicateKeyRequest, Json.Default.ReplicateKeyResponse)
        {
            Resolve = ReplicateKey.ResolveAsync,
            Perform = ReplicateKey.PerformAsync,
            States = KeyState.Enabled,
            Condition = ReplicateKey.Condition,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.ReplicateKeyResponse),
        },
        new JsonOperation<UpdatePrimaryRegionRequest, NoResponse>(
            "UpdatePrimaryRegion", UpdatePrimaryRegion.Shape, Json.Default.UpdatePrimaryRegionRequest, null)
        {
            Resolve = UpdatePrimaryRegion.ResolveAsync,
            Perform = UpdatePrimaryRegion.PerformAsync,
            States = KeyState.Enabled | KeyState.Updating,
            Condition = UpdatePrimaryRegion.Condition,
        },

        // ---- Rotation ----
        new JsonOperation<EnableKeyRotationRequest, NoResponse>("EnableKeyRotation", EnableKeyRotation.Shape, Json.Default.EnableKeyRotationRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = EnableKeyRotation.PerformAsync,
            States = EnabledOrPendingImport,
            Condition = EnableKeyRotation.Condition,
        },
        OnKey("DisableKeyRotation", EnabledOrPendingImport, DisableKeyRotation.PerformAsync),
        new JsonOperation<KeyIdRequest, GetKeyRotationStatusResponse>(
            "GetKeyRotationStatus", KeyIdRequest.Shape, Json.Default.KeyIdRequest, Json.Default.GetKeyRotationStatusResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = static (x, r) => new(GetKeyRotationStatus.Perform(x, r)),
            CrossAccount = true, IsReadOnly = true,
        },
        new JsonOperation<ListKeyRotationsRequest, ListKeyRotationsResponse>(
            "ListKeyRotations", ListKeyRotations.Shape, Json.Default.ListKeyRotationsRequest, Json.Default.ListKeyRotationsResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = ListKeyRotations.PerformAsync,
            IsReadOnly = true,
        },
        new JsonOperation<KeyIdRequest, RotateKeyOnDemandResponse>(
            "RotateKeyOnDemand", KeyIdRequest.Shape, Json.Default.KeyIdRequest, Json.Default.RotateKeyOnDemandResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = RotateKeyOnDemand.PerformAsync,
            States = KeyState.Enabled | KeyState.Updating | KeyState.Unavailable,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.RotateKeyOnDemandResponse),
        },

        // ---- Imported key material ----
        new JsonOperation<GetParametersForImportRequest, GetParametersForImportResponse>(
            "GetParametersForImport", GetParametersForImport.Shape, Json.Default.GetParametersForImportRequest, Json.Default.GetParametersForImportResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = GetParametersForImport.PerformAsync,
            // A key that cannot have imported material is refused for that, also when it is pending deletion; the others for their state.
            States = GetParametersForImport.States | PendingDeletion, IsReadOnly = true,
            Condition = GetParametersForImport.Condition,
        },
        new JsonOperation<ImportKeyMaterialRequest, ImportKeyMaterialResponse>(
            "ImportKeyMaterial", ImportKeyMaterial.Shape, Json.Default.ImportKeyMaterialRequest, Json.Default.ImportKeyMaterialResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = ImportKeyMaterial.PerformAsync,
            States = ImportKeyMaterial.States | PendingDeletion,
            Condition = ImportKeyMaterial.Condition,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.ImportKeyMaterialResponse),
        },
        new JsonOperation<DeleteImportedKeyMaterialRequest, DeleteImportedKeyMaterialResponse>(
            "DeleteImportedKeyMaterial", DeleteImportedKeyMaterial.Shape, Json.Default.DeleteImportedKeyMaterialRequest, Json.Default.DeleteImportedKeyMaterialResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = DeleteImportedKeyMaterial.PerformAsync,
            States = GetParametersForImport.States | PendingDeletion,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.DeleteImportedKeyMaterialResponse),
        },
    ];

    /// <summary>An operation that takes a key, and answers nothing.</summary>
    private static JsonOperation<KeyIdRequest, NoResponse> OnKey(
        string name, KeyState states, Func<Exchange, KeyIdRequest, ValueTask<Outcome<NoResponse>>> perform) =>
        new(name, KeyIdRequest.Shape, Json.Default.KeyIdRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = perform,
            States = states,
        };
}
