namespace Kagimori.Policies;

/// <summary>The key policy of a key created without one: everything is delegated to the account.</summary>
public static class DefaultKeyPolicy
{
    public static string Create(string accountId)
    {
        var text = new KeyPolicyText("key-default-1");
        text.Add("Enable IAM User Permissions", [$"arn:aws:iam::{accountId}:root"], ["kms:*"]);
        return text.ToString();
    }
}
