namespace Kagimori.Policies;

/// <summary>The key policy that the AWS console writes for a new key (AWS KMS Developer Guide, "Default key policy").</summary>
/// <remarks>Without administrators or users their statements are left out.</remarks>
public static class ConsoleKeyPolicy
{
    private static readonly string[] Administration =
    [
        "kms:Create*", "kms:Describe*", "kms:Enable*", "kms:List*", "kms:Put*", "kms:Update*", "kms:Revoke*", "kms:Disable*", "kms:Get*",
        "kms:Delete*", "kms:TagResource", "kms:UntagResource", "kms:ScheduleKeyDeletion", "kms:CancelKeyDeletion",
    ];

    private const string OnlyForServices = "{\n      \"Bool\" : {\n        \"kms:GrantIsForAWSResource\" : \"true\"\n      }\n    }";

    public static string Create(
        string accountId, IReadOnlyList<string> administratorArns, IReadOnlyList<string> userArns,
        ConsoleKeyKind kind = ConsoleKeyKind.SymmetricEncryption, bool multiRegion = false, bool importedKeyMaterial = false)
    {
        var text = new KeyPolicyText("key-consolepolicy-3");
        text.Add("Enable IAM User Permissions", [$"arn:aws:iam::{accountId}:root"], ["kms:*"]);
        text.Add("Allow access for Key Administrators", administratorArns, AdministratorActions(kind, multiRegion, importedKeyMaterial));
        text.Add("Allow use of the key", userArns, UserActions(kind));
        // No integrated service uses HMAC keys.
        if (kind != ConsoleKeyKind.Hmac)
            text.Add("Allow attachment of persistent resources", userArns, ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"], OnlyForServices);
        return text.ToString();
    }

    private static List<string> AdministratorActions(ConsoleKeyKind kind, bool multiRegion, bool importedKeyMaterial)
    {
        var actions = new List<string>(Administration);
        if (importedKeyMaterial) actions.Add("kms:ImportKeyMaterial");
        if (multiRegion) actions.AddRange(["kms:ReplicateKey", "kms:UpdatePrimaryRegion"]);
        else if (kind == ConsoleKeyKind.SymmetricEncryption) actions.Add("kms:RotateKeyOnDemand");
        return actions;
    }

    private static string[] UserActions(ConsoleKeyKind kind) => kind switch
    {
        ConsoleKeyKind.AsymmetricEncryption => ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GetPublicKey"],
        ConsoleKeyKind.SignVerify => ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign", "kms:Verify"],
        ConsoleKeyKind.KeyAgreement => ["kms:DescribeKey", "kms:GetPublicKey", "kms:DeriveSharedSecret"],
        ConsoleKeyKind.Hmac => ["kms:DescribeKey", "kms:GenerateMac", "kms:VerifyMac"],
        _ => ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
    };
}
