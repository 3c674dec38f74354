using Kagimori.Keys;
using Kagimori.Operations.DataKeys;
using Kagimori.Operations.Encryption;
using Kagimori.Operations.KeyAgreement;
using Kagimori.Operations.Macs;
using Kagimori.Operations.Signatures;
using Json = Kagimori.Operations.KeyPairJson;

namespace Kagimori.Operations;

/// <summary>The operations of AWS KMS on key pairs and MAC keys, a row each.</summary>
internal static class KeyPairOperations
{
    public static IEnumerable<Operation> Rows =>
    [
        new JsonOperation<SignRequest, SignResponse>("Sign", Sign.Shape, Json.Default.SignRequest, Json.Default.SignResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!),
            Perform = static (x, r) => new(Sign.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.SignVerify, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = Sign.Condition,
        },
        new JsonOperation<VerifyRequest, VerifyResponse>("Verify", Verify.Shape, Json.Default.VerifyRequest, Json.Default.VerifyResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!),
            Perform = static (x, r) => new(Verify.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.SignVerify, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = Verify.Condition,
        },
        new JsonOperation<GetPublicKeyRequest, GetPublicKeyResponse>(
            "GetPublicKey", GetPublicKey.Shape, Json.Default.GetPublicKeyRequest, Json.Default.GetPublicKeyResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!),
            Perform = static (x, r) => new(GetPublicKey.Perform(x, r)),
            States = KeyState.Enabled | KeyState.Disabled | KeyState.Updating, CrossAccount = true, IsReadOnly = true,
        },
        new JsonOperation<GenerateMacRequest, GenerateMacResponse>(
            "GenerateMac", GenerateMac.Shape, Json.Default.GenerateMacRequest, Json.Default.GenerateMacResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!),
            Perform = static (x, r) => new(GenerateMac.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.GenerateVerifyMac, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = GenerateMac.Condition,
        },
        new JsonOperation<VerifyMacRequest, VerifyMacResponse>("VerifyMac", VerifyMac.Shape, Json.Default.VerifyMacRequest, Json.Default.VerifyMacResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!),
            Perform = static (x, r) => new(VerifyMac.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.GenerateVerifyMac, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = VerifyMac.Condition,
        },
        new JsonOperation<DeriveSharedSecretRequest, DeriveSharedSecretResponse>(
            "DeriveSharedSecret", DeriveSharedSecret.Shape, Json.Default.DeriveSharedSecretRequest, Json.Default.DeriveSharedSecretResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!),
            Perform = static (x, r) => new(DeriveSharedSecret.Perform(x, r)),
            States = KeyState.Enabled, Usage = KeyUsage.KeyAgreement, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = DeriveSharedSecret.Condition,
        },
        DataKeyPair("GenerateDataKeyPair", withPlaintext: true),
        DataKeyPair("GenerateDataKeyPairWithoutPlaintext", withPlaintext: false),
    ];

    private static JsonOperation<GenerateDataKeyPairRequest, GenerateDataKeyPairResponse> DataKeyPair(string name, bool withPlaintext) =>
        new(name, withPlaintext ? GenerateDataKeyPair.Shape : GenerateDataKeyPair.ShapeWithoutPlaintext,
            Json.Default.GenerateDataKeyPairRequest, Json.Default.GenerateDataKeyPairResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyId(x, r.KeyId!, context: r.EncryptionContext, algorithm: KeyAlgorithm.SymmetricDefault),
            Perform = (x, r) => GenerateDataKeyPair.PerformAsync(x, r, withPlaintext),
            // A key in a custom key store is refused for its origin, also while it is unavailable.
            States = KeyState.Enabled | KeyState.Unavailable, Usage = KeyUsage.EncryptDecrypt, CrossAccount = true, IsReadOnly = true, DryRun = static r => r.DryRun,
            Condition = GenerateDataKeyPair.Condition,
        };
}
