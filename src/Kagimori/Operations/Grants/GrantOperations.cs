using Kagimori.Keys;

namespace Kagimori.Operations.Grants;

/// <summary>Which operations a grant on a key may allow: those the key can do, and those on the key and the grant itself.</summary>
internal static class GrantOperations
{
    private static readonly string[] Always = ["CreateGrant", "RetireGrant", "DescribeKey"];

    private static readonly string[] Symmetric =
    [
        "Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
        "ReEncryptFrom", "ReEncryptTo",
    ];

    public static Refusal? Check(KeySnapshot key, IReadOnlyList<string?> operations)
    {
        if (operations.Count == 0) return Refusals.Validation("Operations must name at least one operation.");
        if (operations.All(operation => operation == "CreateGrant")) return Refusals.Validation("Grants must not contain only the CreateGrant operation.");
        string[] valid = [.. Always, .. Of(key)];
        var unfit = operations.Where(operation => !valid.Contains(operation)).ToList();
        return unfit.Count == 0 ? null : Refusals.GrantOperations(unfit, key.Spec.KeyPairs is null ? "a symmetric" : "an asymmetric", key.Record.Usage, valid);
    }

    private static string[] Of(KeySnapshot key) => key.Record.Usage switch
    {
        KeyUsage.EncryptDecrypt when key.Spec == KeySpec.SymmetricDefault => Symmetric,
        KeyUsage.EncryptDecrypt => ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GetPublicKey"],
        KeyUsage.SignVerify => ["Sign", "Verify", "GetPublicKey"],
        KeyUsage.GenerateVerifyMac => ["GenerateMac", "VerifyMac"],
        _ => ["DeriveSharedSecret", "GetPublicKey"],
    };
}
