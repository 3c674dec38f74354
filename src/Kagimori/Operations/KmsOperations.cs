using System.Text.Json;
using Kagimori.Keys;
using Kagimori.Operations.Aliases;
using Kagimori.Operations.DataKeys;
using Kagimori.Operations.Encryption;
using Kagimori.Operations.KeyPolicies;
using Kagimori.Operations.Keys;
using Kagimori.Operations.Tags;
using Kagimori.Wire;
using Json = Kagimori.Operations.KmsJson;

namespace Kagimori.Operations;

/// <summary>The operations of AWS KMS, a row each: what they read and answer, on which key, in which states, for whom.</summary>
internal static class KmsOperations
{
    private const KeyState NotPendingDeletion = KeyState.Any & ~(KeyState.PendingDeletion | KeyState.PendingReplicaDeletion);

    public static IEnumerable<Operation> Rows =>
    [
        .. KeyLifeOperations.Rows,
        .. GrantRows.Rows,
        .. CustomKeyStoreOperations.Rows,

        // ---- Cryptographic operations ----
        new JsonOperation<EncryptRequest, EncryptResponse>("Encrypt", Encrypt.Shape, Json.Default.EncryptRequest, Json.Default.EncryptResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(
                x, r.KeyId!, context: r.EncryptionContext, algorithm: r.EncryptionAlgorithm ?? KeyAlgorithm.SymmetricDefault),
            Perform = Encrypt.PerformAsync,
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
        },
        new JsonOperation<DecryptRequest, DecryptResponse>("Decrypt", Decrypt.Shape, Json.Default.DecryptRequest, Json.Default.DecryptResponse)
        {
            Resolve = Decrypt.ResolveAsync,
            Perform = Decrypt.PerformAsync,
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
        },
        new JsonOperation<ReEncryptRequest, ReEncryptResponse>("ReEncrypt", ReEncrypt.Shape, Json.Default.ReEncryptRequest, Json.Default.ReEncryptResponse)
        {
            Resolve = ReEncrypt.ResolveAsync,
            Perform = ReEncrypt.PerformAsync,
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = ReEncrypt.Condition,
        },
        new JsonOperation<GenerateDataKeyRequest, GenerateDataKeyResponse>(
            "GenerateDataKey", GenerateDataKey.Shape, Json.Default.GenerateDataKeyRequest, Json.Default.GenerateDataKeyResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!, context: r.EncryptionContext, algorithm: KeyAlgorithm.SymmetricDefault),
            Perform = GenerateDataKey.PerformAsync,
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
        },
        new JsonOperation<GenerateDataKeyRequest, GenerateDataKeyResponse>(
            "GenerateDataKeyWithoutPlaintext", GenerateDataKey.ShapeWithoutPlaintext, Json.Default.GenerateDataKeyRequest, Json.Default.GenerateDataKeyResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!, context: r.EncryptionContext, algorithm: KeyAlgorithm.SymmetricDefault),
            Perform = GenerateDataKeyWithoutPlaintext.PerformAsync,
            States = KeyState.Enabled, Usage = KeyUsage.EncryptDecrypt, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
        },
        new JsonOperation<GenerateRandomRequest, GenerateRandomResponse>(
            "GenerateRandom", GenerateRandom.Shape, Json.Default.GenerateRandomRequest, Json.Default.GenerateRandomResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = GenerateRandom.PerformAsync,
            IsReadOnly = true,
        },

        .. KeyPairOperations.Rows,

        // ---- Keys ----
        new JsonOperation<CreateKeyRequest, CreateKeyResponse>("CreateKey", CreateKey.Shape, Json.Default.CreateKeyRequest, Json.Default.CreateKeyResponse)
        {
            Resolve = CreateKey.Resolve,
            Perform = CreateKey.PerformAsync,
            Condition = CreateKey.Condition,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.CreateKeyResponse),
        },
        new JsonOperation<DescribeKeyRequest, DescribeKeyResponse>(
            "DescribeKey", DescribeKey.Shape, Json.Default.DescribeKeyRequest, Json.Default.DescribeKeyResponse)
        {
            Resolve = DescribeKey.ResolveAsync,
            Perform = static (x, r) => new(DescribeKey.Perform(x, r)),
            CrossAccount = true, IsReadOnly = true,
        },
        new JsonOperation<ListKeysRequest, ListKeysResponse>("ListKeys", ListKeys.Shape, Json.Default.ListKeysRequest, Json.Default.ListKeysResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = ListKeys.PerformAsync,
            IsReadOnly = true,
        },
        new JsonOperation<UpdateKeyDescriptionRequest, NoResponse>(
            "UpdateKeyDescription", UpdateKeyDescription.Shape, Json.Default.UpdateKeyDescriptionRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = static (x, r) => new(UpdateKeyDescription.Perform(x, r)),
            States = NotPendingDeletion,
        },
        new JsonOperation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse>(
            "ScheduleKeyDeletion", ScheduleKeyDeletion.Shape, Json.Default.ScheduleKeyDeletionRequest, Json.Default.ScheduleKeyDeletionResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnlyWithLastUse(x, r.KeyId!),
            Perform = static (x, r) => new(ScheduleKeyDeletion.Perform(x, r)),
            States = NotPendingDeletion & ~KeyState.Updating,
            Condition = ScheduleKeyDeletion.Condition,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.ScheduleKeyDeletionResponse),
        },
        new JsonOperation<KeyIdRequest, CancelKeyDeletionResponse>(
            "CancelKeyDeletion", KeyIdRequest.Shape, Json.Default.KeyIdRequest, Json.Default.CancelKeyDeletionResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = CancelKeyDeletion.PerformAsync,
            States = KeyState.PendingDeletion | KeyState.PendingReplicaDeletion,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.CancelKeyDeletionResponse),
        },

        // ---- Key policies ----
        new JsonOperation<GetKeyPolicyRequest, GetKeyPolicyResponse>(
            "GetKeyPolicy", GetKeyPolicy.Shape, Json.Default.GetKeyPolicyRequest, Json.Default.GetKeyPolicyResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = GetKeyPolicy.PerformAsync,
            IsReadOnly = true,
        },
        new JsonOperation<PutKeyPolicyRequest, NoResponse>("PutKeyPolicy", PutKeyPolicy.Shape, Json.Default.PutKeyPolicyRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = PutKeyPolicy.PerformAsync,
            Condition = PutKeyPolicy.Condition,
        },
        new JsonOperation<ListKeyPoliciesRequest, ListKeyPoliciesResponse>(
            "ListKeyPolicies", ListKeyPolicies.Shape, Json.Default.ListKeyPoliciesRequest, Json.Default.ListKeyPoliciesResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = static (x, r) => new(ListKeyPolicies.Perform(x, r)),
            IsReadOnly = true,
        },

        // ---- Aliases ----
        new JsonOperation<CreateAliasRequest, NoResponse>("CreateAlias", CreateAlias.Shape, Json.Default.CreateAliasRequest, null)
        {
            Resolve = CreateAlias.ResolveAsync,
            Perform = CreateAlias.PerformAsync,
            States = NotPendingDeletion,
        },
        new JsonOperation<CreateAliasRequest, NoResponse>("UpdateAlias", UpdateAlias.Shape, Json.Default.CreateAliasRequest, null)
        {
            Resolve = UpdateAlias.ResolveAsync,
            Perform = UpdateAlias.PerformAsync,
        },
        new JsonOperation<DeleteAliasRequest, NoResponse>("DeleteAlias", DeleteAlias.Shape, Json.Default.DeleteAliasRequest, null)
        {
            Resolve = DeleteAlias.ResolveAsync,
            Perform = DeleteAlias.PerformAsync,
        },
        new JsonOperation<ListAliasesRequest, ListAliasesResponse>(
            "ListAliases", ListAliases.Shape, Json.Default.ListAliasesRequest, Json.Default.ListAliasesResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = ListAliases.PerformAsync,
            IsReadOnly = true,
        },

        // ---- Tags ----
        new JsonOperation<TagResourceRequest, NoResponse>("TagResource", TagResource.Shape, Json.Default.TagResourceRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = static (x, r) => new(TagResource.Perform(x, r)),
            States = NotPendingDeletion,
            Condition = TagResource.Condition,
        },
        new JsonOperation<UntagResourceRequest, NoResponse>("UntagResource", UntagResource.Shape, Json.Default.UntagResourceRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = static (x, r) => new(UntagResource.Perform(x, r)),
            States = NotPendingDeletion,
            Condition = UntagResource.Condition,
        },
        new JsonOperation<ListResourceTagsRequest, ListResourceTagsResponse>(
            "ListResourceTags", ListResourceTags.Shape, Json.Default.ListResourceTagsRequest, Json.Default.ListResourceTagsResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = static (x, r) => new(ListResourceTags.Perform(x, r)),
            IsReadOnly = true,
        },
    ];
}
